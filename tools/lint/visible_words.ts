import { isExempt, projectPath } from "./project_path.ts";

/** Attributes that people read or hear. */
const ATTRIBUTES = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-placeholder",
  "aria-roledescription",
  "aria-valuetext",
  "data-k",
  "hint",
  "label",
  "placeholder",
  "summary",
  "title",
]);
/** Elements whose text is no language: commands, keys, samples of input. */
const LITERAL_ELEMENTS = new Set(["code", "kbd", "pre", "samp"]);
/** Names, units and protocols that are the same in every language. */
const NAMES =
  /\b(?:Meshping|RTT|ICMP|icmp|HTTP|TCP|UDP|IP|AS|DNS|CSV|JSON|UTC|Z|ms|s|kB|MB|GB|p\d+)\b/g;

/**
 * `meshping/visible-words`: what people read comes from `components/words/`, in every language, so
 * that none of it stands as a literal in the JSX of a page.
 */
export const visibleWords: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (path === null || isExempt(path) || !/^(?:routes|islands|components)\//.test(path)) {
      return {};
    }
    const check = (node: Deno.lint.Node, text: string) => {
      if (!/\p{L}/u.test(text.replace(NAMES, ""))) return;
      context.report({
        node,
        message: `${JSON.stringify(text.trim())} is seen in one language only`,
        hint: "Put it into components/words/, in every language.",
      });
    };
    return {
      JSXText(node) {
        if (!isLiteralElement(node.parent)) check(node, node.value.replace(/&\w+;/g, ""));
      },
      JSXAttribute(node) {
        if (node.name.type !== "JSXIdentifier" || !ATTRIBUTES.has(node.name.name)) return;
        if (node.value?.type === "Literal") check(node.value, String(node.value.value));
        if (node.value?.type === "JSXExpressionContainer") {
          for (const [part, text] of textsOf(node.value.expression)) check(part, text);
        }
      },
      JSXExpressionContainer(node) {
        const { type } = node.parent;
        if (type !== "JSXElement" && type !== "JSXFragment") return;
        if (isLiteralElement(node.parent)) return;
        for (const [part, text] of textsOf(node.expression)) check(part, text);
      },
    };
  },
};

function isLiteralElement(node: Deno.lint.Node): boolean {
  return node.type === "JSXElement" && node.openingElement.name.type === "JSXIdentifier" &&
    LITERAL_ELEMENTS.has(node.openingElement.name.name);
}

/** The literal texts that an expression may come to, through conditions and sums. */
function* textsOf(node: Deno.lint.Node): Generator<[node: Deno.lint.Node, text: string]> {
  if (node.type === "Literal" && typeof node.value === "string") yield [node, node.value];
  else if (node.type === "TemplateLiteral") {
    yield [node, node.quasis.map((quasi) => quasi.cooked).join(" ")];
  } else if (node.type === "ConditionalExpression") {
    yield* textsOf(node.consequent);
    yield* textsOf(node.alternate);
  } else if (node.type === "LogicalExpression") {
    yield* textsOf(node.left);
    yield* textsOf(node.right);
  } else if (node.type === "BinaryExpression" && node.operator === "+") {
    yield* textsOf(node.left);
    yield* textsOf(node.right);
  }
}
