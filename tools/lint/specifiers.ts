/**
 * A visitor that calls back for every specifier written in a file: `import`, `import type`,
 * `export … from`, `import()` of a constant, and `import("…").Type`.
 */
export function visitSpecifiers(
  found: (specifier: string, node: Deno.lint.Node) => void,
): Deno.lint.LintVisitor {
  return {
    ImportDeclaration: (node) => found(node.source.value, node),
    ExportAllDeclaration: (node) => found(node.source.value, node),
    ExportNamedDeclaration: (node) => {
      if (node.source) found(node.source.value, node);
    },
    ImportExpression: (node) => {
      const specifier = constantText(node.source);
      if (specifier !== null) found(specifier, node);
    },
    TSImportType: (node) => {
      const argument = node.argument;
      if (argument.type === "TSLiteralType") {
        const specifier = constantText(argument.literal);
        if (specifier !== null) found(specifier, node);
      }
    },
  };
}

/**
 * The text of a string or template literal, or `null` for any other node. What a template fills in
 * at run time reads as `?`.
 */
export function constantText(node: Deno.lint.Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type !== "TemplateLiteral") return null;
  return node.quasis.map((part) => part.cooked).join("?");
}
