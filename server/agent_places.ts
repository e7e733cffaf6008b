import type { Place } from "@/shared/traffic/event.ts";

/** Addresses whose place is remembered; all are forgotten beyond that. */
const MAX_PLACES = 10_000;

/**
 * Where agents are, in words: `Tokyo, JP`, or what kind of address it is. The database is in another
 * thread, so the first question about an address is answered with nothing, and the next ones right.
 */
export function agentPlaces(locate: (address: string) => Promise<Place>): (a: string) => string {
  const known = new Map<string, string>();
  return (address) => {
    const words = known.get(address);
    if (words !== undefined) return words;
    if (known.size >= MAX_PLACES) known.clear();
    known.set(address, "");
    locate(address).then(
      (place) => known.set(address, placeWords(place)),
      () => known.delete(address),
    );
    return "";
  };
}

function placeWords({ kind, city, country }: Place): string {
  if (kind === "place") return [city, country].filter(Boolean).join(", ");
  return kind === "unknown" ? "" : kind;
}
