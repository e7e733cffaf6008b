import assert from "node:assert/strict";
import { computed, type Signal, signal } from "@preact/signals";
import fc from "fast-check";
import { type IslandCall, packIslands, unpackIslands } from "./island_props.ts";

const used = [{ chunk: "/c.js", exportName: "default" }, { chunk: "/d.js", exportName: "Dial" }];

function roundTrip(props: Record<string, unknown>): Record<string, unknown> {
  return unpackIslands(packIslands(used, [[0, props]])).calls[0][1];
}

Deno.test("packIslands() and unpackIslands() keep values that JSON loses", () => {
  const props = {
    at: new Date(1e12),
    map: new Map<unknown, unknown>([["k", new Set([1, 2])], [2, null]]),
    big: 2n ** 80n,
    missing: undefined,
    nan: NaN,
    minusZero: -0,
    infinite: -Infinity,
    bytes: new Uint8Array([1, 2, 255]),
    url: new URL("https://example.org/?a=1#b"),
    sparse: [1, , 3],
    nested: { "__proto__x": [{ a: [] }] },
  };
  assert.deepEqual(roundTrip(props), props);
});

Deno.test("packIslands() and unpackIslands() keep any JSON-like value", () => {
  fc.assert(
    fc.property(
      fc.object({
        // Not a prop a component can have; devalue refuses it.
        key: fc.string().filter((key) => key !== "__proto__"),
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
      }),
      (props) => assert.deepEqual(roundTrip(props), props),
    ),
    { numRuns: 200 },
  );
});

Deno.test("unpackIslands() shares a signal that two islands were given", () => {
  const on = signal({ deep: new Date(0) });
  const double = computed(() => on.value);
  const calls: IslandCall[] = [[0, { on }], [1, { list: [on], double }]];
  const back = unpackIslands(packIslands(used, calls));
  const first = back.calls[0][1].on as Signal<unknown>;
  assert.equal((back.calls[1][1].list as unknown[])[0], first);
  assert.deepEqual(first.value, { deep: new Date(0) });
  assert.equal((back.calls[1][1].double as Signal<unknown>).value, first.value);
  assert.deepEqual(back.used, used);
});

Deno.test("packIslands() lets no text end the block it stands in", () => {
  const text = "</script><!-- <script> ]]> \u2028";
  const packed = packIslands([{ chunk: "/</script>.js", exportName: "default" }], [[0, { text }]]);
  assert.doesNotMatch(packed, /</);
  assert.equal(unpackIslands(packed).calls[0][1].text, text);
});

Deno.test("packIslands() names the island and the prop that cannot be sent", () => {
  const table: [props: Record<string, unknown>, prop: RegExp][] = [
    [{ onPick: () => {} }, /^Island Dial: prop onPick cannot be sent to the browser/],
    [{ list: [{ of: Symbol("x") }] }, /^Island Dial: prop list\[0\]\.of cannot be sent/],
    [{ store: new (class Store {})() }, /^Island Dial: prop store cannot be sent/],
  ];
  for (const [props, message] of table) {
    const calls: IslandCall[] = [[0, {}], [1, props]];
    assert.throws(() => packIslands(used, calls), { name: "TypeError", message });
  }
});
