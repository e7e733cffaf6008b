import assert from "node:assert/strict";
import type { Place } from "@/shared/traffic/event.ts";
import { agentPlaces } from "./agent_places.ts";

const tokyo = { kind: "place", city: "Tokyo", country: "JP" } as Place;

Deno.test("agentPlaces() knows a place from the second question on, and asks once", async () => {
  const asked: string[] = [];
  const places = agentPlaces((address) => {
    asked.push(address);
    return Promise.resolve(address === "192.0.2.1" ? tokyo : { kind: "private" } as Place);
  });
  assert.deepEqual([places("192.0.2.1"), places("10.0.0.1")], ["", ""]);
  await Promise.resolve();
  assert.deepEqual([places("192.0.2.1"), places("10.0.0.1")], ["Tokyo, JP", "private"]);
  assert.deepEqual(asked, ["192.0.2.1", "10.0.0.1"]);
});

Deno.test("agentPlaces() asks again after a failure", async () => {
  let asked = 0;
  const places = agentPlaces(() =>
    asked++ === 0 ? Promise.reject(new Error("closed")) : Promise.resolve(tokyo)
  );
  places("192.0.2.1");
  await new Promise((resolve) => queueMicrotask(() => resolve(null)));
  await Promise.resolve();
  places("192.0.2.1");
  await Promise.resolve();
  assert.equal(places("192.0.2.1"), "Tokyo, JP");
});
