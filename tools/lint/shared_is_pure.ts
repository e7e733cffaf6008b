import { isExempt, projectPath } from "./project_path.ts";
import { visitSpecifiers } from "./specifiers.ts";

/** Functions of the platform that reach the network, the clock or chance, when called. */
const calls = new Set(["fetch", "setTimeout", "setInterval", "queueMicrotask"]);

/** Classes of the platform that open something, when constructed. */
const classes = new Set([
  "WebSocket",
  "EventSource",
  "Worker",
  "XMLHttpRequest",
  "BroadcastChannel",
]);

/** Members that read the clock or roll dice. */
const members = new Set([
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.getRandomValues",
  "crypto.randomUUID",
]);

/** `meshping/shared-is-pure`: no IO, clock or chance in `shared/`; these are parameters. */
export const sharedIsPure: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (path === null || isExempt(path) || !path.startsWith("shared/")) return {};
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message: `${path} uses ${what}: shared/ is pure`,
        hint: "Take the value or the function as a parameter; agent/ and server/ pass it in.",
      });
    return {
      ...visitSpecifiers((specifier, node) => {
        if (specifier.startsWith("node:")) report(node, specifier);
      }),
      Identifier(node) {
        if (node.name === "Deno") report(node, "Deno");
      },
      CallExpression({ callee }) {
        if (callee.type === "Identifier" && calls.has(callee.name)) report(callee, callee.name);
      },
      NewExpression(node) {
        if (node.callee.type !== "Identifier") return;
        const name = node.callee.name;
        if (classes.has(name)) report(node, name);
        if (name === "Date" && node.arguments.length === 0) report(node, "new Date()");
      },
      MemberExpression(node) {
        if (node.computed || node.property.type !== "Identifier") return;
        if (node.object.type !== "Identifier") return;
        const name = `${node.object.name}.${node.property.name}`;
        const global = node.object.name === "globalThis" &&
          (calls.has(node.property.name) || classes.has(node.property.name));
        if (global || members.has(name)) report(node, name);
      },
    };
  },
};
