import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { SenderHealth, TrafficMessage, TrafficSnapshot } from "@/shared/live/traffic.ts";
import { addToRate } from "@/shared/traffic/event_rate.ts";
import { addPlaces, type MapPlaces, NO_PLACES } from "./map_places.ts";
import { addEvents, EMPTY_FEED, pauseFeed, replaceEvents, resumeFeed } from "./feed.ts";

/** Everything the traffic page knows, and how a message from the server changes it. */
export function useTraffic(initial: TrafficSnapshot) {
  const feed = useSignal(addEvents(EMPTY_FEED, initial.events));
  const rate = useSignal(initial.rate);
  const map = useSignal<MapPlaces>(addPlaces(NO_PLACES, initial.events, initial.sentAtMs));
  const senders = useSignal<readonly SenderHealth[]>(initial.senders);
  const counters = useSignal(initial.counters);
  const sentAtMs = useSignal(initial.sentAtMs), seq = useSignal(0);
  const pausedAtMs = useSignal<number | null>(null);
  const firstSender = useSignal<string | null>(initial.events.at(-1)?.sender ?? null);
  const receive = (message: TrafficMessage): boolean => {
    if (message.type === "snapshot") {
      feed.value = replaceEvents(feed.value, message.events);
      rate.value = message.rate;
      map.value = addPlaces(NO_PLACES, message.events, message.sentAtMs);
      senders.value = message.senders;
    } else {
      if (message.seq !== seq.value + 1) return false;
      feed.value = addEvents(feed.value, message.events, message.leftOut);
      rate.value = addToRate(rate.value, message.events, message.leftOut, message.sentAtMs);
      map.value = addPlaces(map.value, message.events, message.sentAtMs);
      senders.value = mergeSenders(senders.value, message.senders);
    }
    firstSender.value ??= message.events.at(-1)?.sender ?? null;
    seq.value = message.seq;
    sentAtMs.value = message.sentAtMs;
    counters.value = message.counters;
    return true;
  };
  const isReading = useRef(false);
  const holdOrGoOn = () => {
    const stays = pausedAtMs.value !== null || isReading.current;
    feed.value = stays ? pauseFeed(feed.value) : resumeFeed(feed.value);
  };
  const pause = (nowMs: number) => {
    pausedAtMs.value = pausedAtMs.value === null ? nowMs : null;
    holdOrGoOn();
  };
  /** While somebody reads the feed, it stays as it is: only the feed, not the rest of the page. */
  const read = (reading: boolean) => {
    isReading.current = reading;
    holdOrGoOn();
  };
  const clear = () => {
    feed.value = { ...feed.value, rows: [] };
  };
  return {
    ...{ feed, rate, map, senders, counters, sentAtMs, pausedAtMs, firstSender },
    ...{ receive, pause, read, clear },
  };
}

function mergeSenders(known: readonly SenderHealth[], changed: readonly SenderHealth[]) {
  if (!changed.length) return known;
  const byAddress = new Map(known.map((sender) => [sender.address, sender]));
  for (const sender of changed) byAddress.set(sender.address, sender);
  return [...byAddress.values()];
}
