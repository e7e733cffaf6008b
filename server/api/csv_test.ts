import assert from "node:assert/strict";
import { csvLine } from "./csv.ts";

const cases: [string[], string][] = [
  [["a", "b"], "a,b\r\n"],
  [["a,b", 'say "x"', "two\nlines"], '"a,b","say ""x""","two\nlines"\r\n'],
  [["=1+1", "+1", "-1", "@x", "\tx"], "'=1+1,'+1,'-1,'@x,'\tx\r\n"],
  [['=HYPERLINK("x")'], '"\'=HYPERLINK(""x"")"\r\n'],
  [["1-1", ""], "1-1,\r\n"],
];
for (const [cells, line] of cases) {
  Deno.test(`csvLine() writes ${JSON.stringify(cells)}`, () => assert.equal(csvLine(cells), line));
}
