import { isExempt, projectPath } from "./project_path.ts";
import { constantText } from "./specifiers.ts";

/** `meshping/dlopen-in-libc`: foreign code is called through one folder, `agent/libc/`. */
export const dlopenInLibc: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (path === null || isExempt(path) || path.startsWith("agent/libc/")) return {};
    const report = (node: Deno.lint.Node) =>
      context.report({
        node,
        message: `${path} opens a library itself: only agent/libc/ may`,
        hint: "Add the call to the symbol table in agent/libc/ and use its checked door.",
      });
    return {
      // Any use of the name counts: a call, a reference that is kept, one that is taken apart.
      MemberExpression(node) {
        const name = node.computed ? constantText(node.property) : nameOf(node.property);
        if (name === "dlopen") report(node);
      },
      Property(node) {
        if (node.parent.type === "ObjectPattern" && nameOf(node.key) === "dlopen") report(node);
      },
    };
  },
};

function nameOf(node: Deno.lint.Node): string | null {
  return node.type === "Identifier" ? node.name : constantText(node);
}
