import { isExempt, projectPath } from "./project_path.ts";
import { constantText, visitSpecifiers } from "./specifiers.ts";

/**
 * How a statement begins. The second word is part of the pattern, so that "Delete this agent" on a
 * button is not taken for SQL.
 */
const statement = new RegExp(
  "^\\s*(?:" + [
    "select\\s[^]*\\sfrom\\s",
    "(?:insert|replace)\\s+(?:or\\s+\\w+\\s+)?into\\s",
    "update\\s+(?:or\\s+\\w+\\s+)?\\S+\\s+set\\s",
    "delete\\s+from\\s",
    "(?:create|drop)\\s+(?:(?:temp|temporary|unique|virtual)\\s+)?(?:table|index|view|trigger)\\s",
    "alter\\s+table\\s",
    "pragma\\s",
    "with\\s+(?:recursive\\s+)?\\w+(?:\\s*\\([^)]*\\))?\\s+as\\s*\\(",
  ].join("|") + ")",
  "i",
);

/** `meshping/sql-in-store`: the database is known to one folder, `server/store/`. */
export const sqlInStore: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (path === null || isExempt(path) || path.startsWith("server/store/")) return {};
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message: `${path} ${what}: only server/store/ may`,
        hint: "Give the store a method named after what you need.",
      });
    const checkText = (node: Deno.lint.Node) => {
      if (statement.test(constantText(node) ?? "")) report(node, "holds SQL");
    };
    return {
      ...visitSpecifiers((specifier, node) => {
        if (specifier === "node:sqlite") report(node, "imports node:sqlite");
      }),
      Literal: checkText,
      TemplateLiteral: checkText,
    };
  },
};
