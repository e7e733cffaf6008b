import { edgeOf, isAllowed } from "./edges.ts";
import { isExempt, projectPath, resolveTarget } from "./project_path.ts";
import { visitSpecifiers } from "./specifiers.ts";

/** `meshping/import-direction`: imports follow the table in `edges.ts`. */
export const importDirection: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (path === null || isExempt(path)) return {};
    return visitSpecifiers((specifier, node) => {
      const finding = findForbiddenImport(path, specifier);
      if (finding) context.report({ node, ...finding });
    });
  },
};

function findForbiddenImport(
  path: string,
  specifier: string,
): { message: string; hint: string } | null {
  const target = resolveTarget(specifier, path);
  if (target.kind === "package") return null;
  if (target.kind === "outside") {
    return {
      message: `"${specifier}" leaves the project`,
      hint: "Import only files of this project and packages of the import map.",
    };
  }
  const edge = edgeOf(path);
  if (!edge) {
    return {
      message: `tools/lint/edges.ts has no row for ${path}`,
      hint: "Move the file to a folder of the table, or add a row that says what it may import.",
    };
  }
  if (isAllowed(edge, path, target.path)) return null;
  return {
    message: `${path} may not import ${target.path}: ${edge.because}`,
    hint: `From ${edge.from} only these may be imported: ${edge.may.join(", ")}, packages.`,
  };
}
