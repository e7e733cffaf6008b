import { type WallClock, zoneClock } from "@/shared/zone_clock.ts";
import { parseAllowList } from "./allow_list.ts";

/** Time zones of senders whose time stamps have none. The first entry that fits counts. */
export type SenderZones = readonly { from: string; zone: string }[];

/**
 * Gives each sender the wall clock of its zone; UTC where none is named.
 *
 * @param zones `from` is an address or a CIDR, `zone` a name of the IANA database.
 * @throws {TypeError} for an entry that is no range; {RangeError} for a zone that does not exist.
 */
export function wallClocks(zones: SenderZones): (sender: string) => WallClock {
  if (zones.length === 0) return () => Date.UTC;
  const clocks = zones.map(({ from, zone }) => ({
    range: parseAllowList([from]),
    clock: zoneClock(zone),
  }));
  return (sender) => clocks.find(({ range }) => range.allows(sender))?.clock ?? Date.UTC;
}
