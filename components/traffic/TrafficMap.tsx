import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { countryName } from "./countries.ts";
import { type MapPlace, type MapPlaces, placeRadius } from "./map_places.ts";
import { MAP_VIEW } from "./natural_earth.ts";
import { formatClock, formatUtc } from "@/components/text/format.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { trafficWords } from "@/components/words/traffic.ts";

interface TrafficMapProps {
  map: MapPlaces;
  /** What the feed is filtered by. */
  country: string | null;
  city: string | null;
  onPick(country: string | null, city: string | null): void;
}

/** Places one can reach with the keyboard: the ranking has every country. */
const REACHABLE = 12;
/** Room for a finger or a pointer around a small circle, in units of the map. */
const REACH = 12;

/** Sources on a map of the world; a circle filters the feed. */
export function TrafficMap({ map, country, city, onPick }: TrafficMapProps) {
  const land = useSignal("");
  useEffect(() => {
    const abort = new AbortController();
    fetch("/land.txt", { signal: abort.signal })
      .then(async (response) => {
        if (response.ok) land.value = await response.text();
      })
      // Without outlines the circles are still where they belong.
      .catch(() => {});
    return () => abort.abort();
  }, []);
  const most = map.places[0]?.weight ?? 0;
  return (
    <svg class="map" viewBox={MAP_VIEW} role="group" aria-label={trafficWords().worldMap}>
      <path class="land" d={land.value} aria-hidden="true" />
      {map.places.map((place, rank) => (
        <Circle
          key={place.key}
          place={place}
          radius={placeRadius(place.weight, most)}
          on={country === place.country && city === place.city}
          reachable={rank < REACHABLE}
          onPick={onPick}
        />
      ))}
    </svg>
  );
}

interface CircleProps {
  place: MapPlace;
  radius: number;
  on: boolean;
  reachable: boolean;
  onPick: TrafficMapProps["onPick"];
}

function Circle(
  { place: { x, y, country, city, weight, newestAtMs }, radius, on, reachable, onPick }:
    CircleProps,
) {
  const pick = () => on ? onPick(null, null) : onPick(country || null, city);
  const words = trafficWords();
  const name = [city, country && countryName(country)].filter(Boolean).join(", ") ||
    words.unknownPlace;
  const label = words.about(visibleText(name), Math.max(1, Math.round(weight)));
  return (
    <g
      class={on ? "at on" : "at"}
      role="button"
      aria-pressed={on}
      aria-label={label}
      // In lower case: Preact writes attributes of SVG as they stand here.
      tabindex={reachable ? 0 : -1}
      onClick={pick}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick();
      }}
    >
      <title>{`${label}\n${words.newestAt(formatClock(newestAtMs), formatUtc(newestAtMs))}`}</title>
      <circle class="reach" cx={x.toFixed(1)} cy={y.toFixed(1)} r={Math.max(radius, REACH)} />
      <circle class="dot" cx={x.toFixed(1)} cy={y.toFixed(1)} r={radius.toFixed(1)} />
    </g>
  );
}
