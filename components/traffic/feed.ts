import type { TrafficEvent } from "@/shared/traffic/event.ts";

/** Events a page keeps; older ones are in the server's store. */
export const FEED_LIMIT = 500;

/** An event with a number that never changes while it is shown. */
export interface FeedRow {
  key: number;
  event: TrafficEvent;
}

/** What a page holds of the live feed. */
export interface Feed {
  /** Newest first, at most {@linkcode FEED_LIMIT}. */
  rows: readonly FeedRow[];
  /** What came while it was held, newest first, as many at most; `null` while it runs. */
  held: readonly FeedRow[] | null;
  /** Everything that came while it was held, whether it is still here or not. */
  waiting: number;
  nextKey: number;
}

export const EMPTY_FEED: Feed = { rows: [], held: null, waiting: 0, nextKey: 1 };

/**
 * The feed after `events` (newest first) and `leftOut` more that the server did not send. While
 * paused they wait, and what does not fit is counted and dropped from the old end.
 */
export function addEvents(feed: Feed, events: readonly TrafficEvent[], leftOut = 0): Feed {
  const rows = events.map((event, i) => ({ key: feed.nextKey + events.length - 1 - i, event }));
  const nextKey = feed.nextKey + events.length;
  if (feed.held === null) return { ...feed, rows: newest(rows, feed.rows), nextKey };
  const waiting = feed.waiting + events.length + leftOut;
  return { ...feed, held: newest(rows, feed.held), waiting, nextKey };
}

/** The feed from a snapshot. Paused stays paused: what is on the screen does not move. */
export function replaceEvents(feed: Feed, events: readonly TrafficEvent[]): Feed {
  if (feed.held !== null) return { ...addEvents({ ...feed, held: [] }, events), waiting: 0 };
  return addEvents({ ...feed, rows: [] }, events);
}

export function pauseFeed(feed: Feed): Feed {
  return feed.held ? feed : { ...feed, held: [], waiting: 0 };
}

/** Shows what has waited. */
export function resumeFeed(feed: Feed): Feed {
  if (!feed.held) return feed;
  return { ...feed, rows: newest(feed.held, feed.rows), held: null, waiting: 0 };
}

function newest(first: readonly FeedRow[], then: readonly FeedRow[]): FeedRow[] {
  return [...first, ...then].slice(0, FEED_LIMIT);
}
