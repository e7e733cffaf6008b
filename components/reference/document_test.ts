import assert from "node:assert/strict";
import { sketch } from "./document.ts";

const cases: [schema: unknown, text: string][] = [
  [{ type: "string" }, "string"],
  [{}, "any"],
  [{ $ref: "#/components/schemas/Agent" }, "Agent"],
  [{ const: 1 }, "1"],
  [{ enum: ["a", "b"] }, '"a" | "b"'],
  [{ anyOf: [{ type: "number" }, { type: "null" }] }, "number | null"],
  [{ type: "array", items: { type: "number" } }, "number[]"],
  [
    { type: "array", items: { anyOf: [{ type: "number" }, { type: "null" }] } },
    "(number | null)[]",
  ],
  [
    {
      type: "object",
      required: ["a"],
      properties: {
        a: { type: "string", description: "why" },
        b: { type: "object", properties: {} },
      },
    },
    "{\n  a: string, // why\n  b?: {\n\n  },\n}",
  ],
];
for (const [schema, text] of cases) {
  Deno.test(`sketch() draws ${JSON.stringify(schema)}`, () => assert.equal(sketch(schema), text));
}
