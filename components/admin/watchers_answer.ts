import type { Place } from "@/shared/traffic/event.ts";
import type { Watcher } from "@/shared/watcher.ts";

/** A watcher with the place of its address. */
export interface LocatedWatcher extends Watcher {
  place: Place | null;
}

/** The watchers in an answer of `GET /api/v1/watchers`; throws a `TypeError`. */
export function watchersOf(answer: unknown): LocatedWatcher[] {
  const watchers = (answer as { watchers?: unknown })?.watchers;
  if (!Array.isArray(watchers)) throw new TypeError("the answer holds no watchers");
  return watchers.map((watcher: Record<string, unknown>) => ({
    person: String(watcher.person),
    address: String(watcher.address),
    place: typeof watcher.place === "object" ? watcher.place as Place | null : null,
    topic: watcher.topic === "traffic" ? "traffic" : "matrix",
    sinceMs: Date.parse(String(watcher.since)),
  }));
}
