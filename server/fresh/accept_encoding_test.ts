import assert from "node:assert/strict";
import { pickCoding } from "./accept_encoding.ts";

Deno.test("pickCoding() picks the smallest variant that the client takes", () => {
  const both = { br: 50, gzip: 60 };
  const table: [header: string | null, variants: Record<string, number>, coding: string | null][] =
    [
      [null, both, null],
      ["", both, null],
      ["gzip, deflate, br, zstd", both, "br"],
      ["gzip", both, "gzip"],
      ["GZIP;Q=0.5", both, "gzip"],
      ["br;q=0, gzip", both, "gzip"],
      ["br;q=0.001", both, "br"],
      ["*", both, "br"],
      ["*;q=0", both, null],
      ["*, br;q=0", both, "gzip"],
      ["br;q=nonsense", both, null],
      ["identity", both, null],
      ["br, gzip", {}, null],
      ["br, gzip", { br: 60, gzip: 50 }, "gzip"],
    ];
  for (const [header, variants, coding] of table) {
    const file = { type: "text/css", etag: "x", size: 100, variants };
    assert.equal(pickCoding(header, file), coding, `${header} of ${JSON.stringify(variants)}`);
  }
});
