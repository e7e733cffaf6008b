import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addEvents,
  EMPTY_FEED,
  type Feed,
  FEED_LIMIT,
  pauseFeed,
  replaceEvents,
  resumeFeed,
} from "./feed.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";

const events = (...raws: string[]) => raws.map((raw) => sampleEvent({ raw }));
const raws = (feed: Feed) => feed.rows.map((row) => row.event.raw);

Deno.test("addEvents() puts the newest on top", () => {
  const feed = addEvents(addEvents(EMPTY_FEED, events("2", "1")), events("4", "3"));
  assert.deepEqual(raws(feed), ["4", "3", "2", "1"]);
  assert.deepEqual(feed.rows.map((row) => row.key), [4, 3, 2, 1]);
});

Deno.test("addEvents() holds back while paused and counts what was left out", () => {
  let feed = pauseFeed(addEvents(EMPTY_FEED, events("1")));
  feed = addEvents(feed, events("3", "2"), 40);
  assert.deepEqual(raws(feed), ["1"]);
  assert.equal(feed.waiting, 42);
  feed = resumeFeed(feed);
  assert.deepEqual(raws(feed), ["3", "2", "1"]);
  assert.deepEqual([feed.waiting, feed.held], [0, null]);
});

Deno.test("replaceEvents() replaces, but not under the eyes of someone who paused", () => {
  const feed = addEvents(EMPTY_FEED, events("1"));
  assert.deepEqual(raws(replaceEvents(feed, events("9"))), ["9"]);
  const paused = replaceEvents(pauseFeed(feed), events("9"));
  assert.deepEqual(raws(paused), ["1"]);
  assert.deepEqual(raws(resumeFeed(paused)), ["9", "1"]);
});

Deno.test("pauseFeed() and resumeFeed() change nothing when it is so already", () => {
  const paused = addEvents(pauseFeed(EMPTY_FEED), events("1"));
  assert.equal(pauseFeed(paused), paused);
  assert.equal(resumeFeed(EMPTY_FEED), EMPTY_FEED);
});

Deno.test("addEvents() never holds more than its limit, and no key twice", () => {
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 0, max: 400 }) }),
    fc.constantFrom("pause", "resume"),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let feed = EMPTY_FEED;
      for (const step of steps) {
        if (step === "pause") feed = pauseFeed(feed);
        else if (step === "resume") feed = resumeFeed(feed);
        else if (typeof step === "object") {
          feed = addEvents(feed, Array.from({ length: step.add }, () => sampleEvent()));
        }
      }
      assert.ok(feed.rows.length <= FEED_LIMIT && (feed.held?.length ?? 0) <= FEED_LIMIT);
      const keys = [...feed.rows, ...feed.held ?? []].map((row) => row.key);
      assert.equal(new Set(keys).size, keys.length);
    }),
    { numRuns: 50 },
  );
});
