import { checkRule } from "./rule_table.ts";
import { visibleWords } from "./visible_words.ts";

Deno.test("visibleWords() finds what is read in one language only", () => {
  checkRule("visible-words", visibleWords, [
    ["routes/a.tsx", `const a = <p>Not found</p>;`, 1],
    ["routes/a.tsx", `const a = <p>{words.notFound}</p>;`, 0],
    ["routes/a.tsx", `const a = <><b>One</b> and {n} more</>;`, 3],
    ["islands/A.tsx", `const a = <input placeholder="Search" aria-label={"Look up"} />;`, 2],
    ["islands/A.tsx", "const a = <i title={`of ${n} in all`} />;", 1],
    ["islands/A.tsx", `const a = <p>{n > 1 ? "many" : words.one}</p>;`, 1],
    ["islands/A.tsx", `const a = <p>{late && "late"}</p>;`, 1],
    ["islands/A.tsx", `const a = <p>{name ?? "unknown"}</p>;`, 1],
    ["components/a/A.tsx", `const a = <p>{"of " + n}</p>;`, 1],
    ["components/a/A.tsx", `const a = <Field label="Name" hint={words.hint} />;`, 1],
  ]);
});

Deno.test("visibleWords() is silent about names, signs, code and what nobody reads", () => {
  checkRule("visible-words", visibleWords, [
    ["routes/a.tsx", `const a = <p class="dim">{n} ms · {percent} %</p>;`, 0],
    ["routes/a.tsx", `const a = <title>{words.title} · Meshping</title>;`, 0],
    ["routes/a.tsx", `const a = <code>deno task server</code>;`, 0],
    ["routes/a.tsx", `const a = <p data-live="live">{n === 1 && <i class="x" />}</p>;`, 0],
    ["routes/a.tsx", `const a = <p class={here ? "on" : "off"}>{"–"}&nbsp;×</p>;`, 0],
    ["server/a.tsx", `const a = <p>Not found</p>;`, 0],
    ["components/a/A_test.tsx", `const a = <p>Not found</p>;`, 0],
  ]);
});
