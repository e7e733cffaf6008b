import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** One line of a rule's table: a file, what is in it, and how many findings it gives. */
export type RuleCase = [path: string, source: string, findings: number];

/**
 * Runs one rule over a table of files and compares the number of its findings. Works under
 * `deno test` only, as `Deno.lint.runPlugin` does.
 */
export function checkRule(name: string, rule: Deno.lint.Rule, cases: RuleCase[]): void {
  for (const [path, source, findings] of cases) {
    const filename = fileURLToPath(new URL(`../../${path}`, import.meta.url));
    const plugin = { name: "meshping", rules: { [name]: rule } };
    const found = Deno.lint.runPlugin(plugin, filename, source);
    const where = `${path}: ${source}\n${found.map((one) => one.message).join("\n")}`;
    assert.equal(found.length, findings, where);
    for (const one of found) assert.equal(one.id, `meshping/${name}`);
  }
}
