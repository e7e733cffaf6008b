import assert from "node:assert/strict";
import type { Place } from "@/shared/traffic/event.ts";
import { addPlaces, HALF_LIFE_MS, MAX_PLACES, NO_PLACES, placeRadius } from "./map_places.ts";
import { landPath } from "./land.ts";
import { project } from "./natural_earth.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";

const at = (latitude: number | null, longitude: number | null, receivedAtMs = 1_000) =>
  sampleEvent({ receivedAtMs, place: { latitude, longitude, country: "JP", city: "x" } as Place });

Deno.test("addPlaces() counts by place, most first, and leaves out what has none", () => {
  const events = [at(0, 0), at(35, 139), at(35.01, 139), at(null, 1), sampleEvent()];
  const { places } = addPlaces(NO_PLACES, events, 1_000);
  assert.deepEqual(places.map(({ key, weight }) => [key, weight]), [["35.0,139.0", 2], [
    "0.0,0.0",
    1,
  ]]);
});

Deno.test("addPlaces() knows when the newest event of a place came, in whatever order they are", () => {
  const first = addPlaces(NO_PLACES, [at(0, 0, 900), at(0, 0, 700)], 1_000);
  assert.equal(first.places[0].newestAtMs, 900);
  assert.equal(addPlaces(first, [at(0, 0, 1_500)], 2_000).places[0].newestAtMs, 1_500);
});

Deno.test("addPlaces() fades with time until a place is forgotten", () => {
  const first = addPlaces(NO_PLACES, [at(0, 0)], 1_000);
  const later = addPlaces(first, [], 1_000 + HALF_LIFE_MS);
  assert.equal(later.places[0].weight, 0.5);
  assert.equal(first.places[0].weight, 1, "what was given out does not change");
  assert.deepEqual(addPlaces(later, [], 1_000 + 10 * HALF_LIFE_MS).places, []);
});

Deno.test("addPlaces() holds a bounded number of places under a flood", () => {
  const flood = Array.from({ length: 5_000 }, (_, n) => at(n % 90, Math.floor(n / 90)));
  assert.equal(addPlaces(NO_PLACES, flood, 1_000).places.length, MAX_PLACES);
});

Deno.test("placeRadius() grows with the root of the weight, up to a bound", () => {
  assert.deepEqual([0, 100, 1_000].map((weight) => placeRadius(weight, 100)), [3, 22, 22]);
  assert.equal(placeRadius(25, 100), 12.5);
});

Deno.test("project() puts the middle of the world in the middle, east right, north up", () => {
  assert.deepEqual(project(0, 0), [500, 250]);
  const [x, y] = project(139.7, 35.7);
  assert.ok(x > 850 && x < 900 && y > 130 && y < 145, `${x} ${y}`);
});

Deno.test("landPath() draws the land without Antarctica", () => {
  const path = landPath();
  assert.match(path, /^(M[\d. L-]+z)+$/);
  const lowest = Math.max(...[...path.matchAll(/ ([\d.]+)/g)].map((match) => Number(match[1])));
  assert.ok(lowest < 440, `${lowest}`);
  const points = path.split("M").map((ring) => ring.match(/-?[\d.]+(?= )/g)?.map(Number) ?? []);
  const longest = Math.max(
    ...points.flatMap((xs) => xs.slice(1).map((x, i) => Math.abs(x - xs[i]))),
  );
  const xs = points.flat();
  assert.ok(xs.filter((x) => x > 550 && x < 900).length > xs.length / 4, "Asia is in the east");
  assert.ok(longest < 100, `a line of ${longest} across the map`);
});
