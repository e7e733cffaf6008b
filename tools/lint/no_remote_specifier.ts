import { visitSpecifiers } from "./specifiers.ts";

/** `meshping/no-remote-specifier`: all code comes from the project or from npm, tests included. */
export const noRemoteSpecifier: Deno.lint.Rule = {
  create(context) {
    return visitSpecifiers((specifier, node) => {
      if (!isRemote(specifier)) return;
      context.report({
        node,
        message: `"${specifier}" is fetched from outside npm`,
        hint: "Use a package of the import map in deno.json: npm is the only registry needed.",
      });
    });
  },
};

/** Whether a specifier names code that neither the project nor npm holds. */
export function isRemote(specifier: string): boolean {
  return /^(jsr|https?|data|blob):/i.test(specifier);
}
