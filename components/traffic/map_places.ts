import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { project } from "./natural_earth.ts";

/** Events of one place, fading with time. */
export interface MapPlace {
  key: string;
  country: string;
  city: string | null;
  /** In units of the map. */
  x: number;
  y: number;
  /** How many events; each counts half after {@linkcode HALF_LIFE_MS}. */
  weight: number;
  /** When the newest of them came, Unix milliseconds. */
  newestAtMs: number;
}

/** Most weight first, at most {@linkcode MAX_PLACES}. */
export interface MapPlaces {
  places: readonly MapPlace[];
  atMs: number;
}

export const NO_PLACES: MapPlaces = { places: [], atMs: 0 };

/** Places on the map, and time after which an event counts half. */
export const MAX_PLACES = 250, HALF_LIFE_MS = 60_000;
/** A place that weighs less is forgotten: one event after five minutes. */
const FAINT = 1 / 32;

/** The map after `events`, all fading up to `nowMs`; the lightest places fall away. */
export function addPlaces(
  map: MapPlaces,
  events: readonly TrafficEvent[],
  nowMs: number,
): MapPlaces {
  const fade = map.atMs === 0 ? 1 : 0.5 ** (Math.max(0, nowMs - map.atMs) / HALF_LIFE_MS);
  const byKey = new Map(
    map.places.map((place) => [place.key, { ...place, weight: place.weight * fade }]),
  );
  for (const { place, receivedAtMs } of events) {
    if (place?.latitude == null || place.longitude == null) continue;
    const weight = 0.5 ** (Math.max(0, nowMs - receivedAtMs) / HALF_LIFE_MS);
    const { latitude, longitude, city, country } = place;
    const key = `${latitude.toFixed(1)},${longitude.toFixed(1)}`;
    const known = byKey.get(key);
    if (known) {
      known.weight += weight;
      known.newestAtMs = Math.max(known.newestAtMs, receivedAtMs);
    } else {
      const [x, y] = project(longitude, latitude);
      byKey.set(key, { key, country: country ?? "", city, x, y, weight, newestAtMs: receivedAtMs });
    }
  }
  const places = [...byKey.values()].filter(({ weight }) => weight >= FAINT)
    .sort((a, b) => b.weight - a.weight).slice(0, MAX_PLACES);
  return { places, atMs: nowMs };
}

/** Radius in units of the map: the area tells the weight, within what can be seen and clicked. */
export function placeRadius(weight: number, most: number): number {
  const scale = Math.max(most, 20);
  return 3 + 19 * Math.sqrt(Math.min(weight / scale, 1));
}
