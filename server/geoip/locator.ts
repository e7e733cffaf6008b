import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { type Place } from "@/shared/traffic/event.ts";
import { ipv4Bits } from "../domain/ipv4_bits.ts";
import { readAsnRecord } from "./asn_record.ts";
import { EmbeddedDatabase, embeddedPaths, type ReadFile } from "./embedded_database.ts";
import { readFlatCityRecord } from "./flat_city_record.ts";
import { readNestedCityRecord } from "./nested_city_record.ts";
import { RecentCache } from "../domain/recent_cache.ts";
import { embeddedIpv4, specialKind } from "./special_ranges.ts";
import { UserDatabase } from "./user_database.ts";

/** Finds the place of an address. */
export interface Locator {
  /**
   * The place of an address in any spelling; `unknown` when it is none or no database knows it.
   * Answers are shared between callers and frozen. Never throws.
   *
   * The first address of a family opens that family's embedded file.
   */
  locate(address: string): Place;
  /** The databases in use, for the page's footer and the log. */
  readonly source: string;
  /**
   * Looks whether the user's files changed and takes the new ones; to be called now and then. A
   * broken one is refused through `onProblem` and the old one stays. Never throws.
   */
  refresh(): Promise<void>;
  /** Lets go of the databases; every place is unknown from then on. */
  close(): void;
}

export interface LocatorOptions {
  /** The user's own City (or Country) file, MaxMind or DB-IP layout; takes precedence. */
  cityPath?: string;
  /** The user's own ASN file; without it no network is known. */
  asnPath?: string;
  /** Addresses whose place is kept, and most different places; about 400 bytes each. */
  cacheSize?: number;
  /** How the embedded files are read, which nobody changes; `Deno.readFileSync` by default. */
  readEmbedded?: ReadFile;
  /** Paths of the embedded files; by default those of the npm package. */
  embedded?: { ipv4: string; ipv6: string };
  /** Told about a file that cannot be used, in a sentence for the operator. Must not throw. */
  onProblem: (message: string) => void;
}

const DEFAULT_CACHE_SIZE = 20_000;

const CITY_USE = {
  type: /city|country|enterprise/i,
  wanted: "a city database such as GeoLite2-City",
};
const ASN_USE = { type: /asn|isp/i, wanted: "an ASN database such as GeoLite2-ASN" };

const UNKNOWN: Place = Object.freeze({
  kind: "unknown",
  country: null,
  city: null,
  region: null,
  latitude: null,
  longitude: null,
  asn: null,
  organisation: null,
});

/**
 * Opens the user's files, if there are any, and leaves the embedded ones to their first use. A
 * user's file that cannot be used is reported, and the embedded one serves in its place.
 */
export async function openLocator(options: LocatorOptions): Promise<Locator> {
  const locator = new MmdbLocator(options);
  await locator.refresh();
  return locator;
}

class MmdbLocator implements Locator {
  /** By the bits of an IPv4 address; by the text of any other. */
  readonly #cache: RecentCache<number | string, Place>;
  /** By all that is said of them. */
  readonly #places: RecentCache<string, Place>;
  readonly #city: UserDatabase | null;
  readonly #asn: UserDatabase | null;
  readonly #ipv4: EmbeddedDatabase;
  readonly #ipv6: EmbeddedDatabase;
  #closed = false;

  constructor(
    { cityPath, asnPath, cacheSize, embedded, onProblem, readEmbedded }: LocatorOptions,
  ) {
    this.#cache = new RecentCache(cacheSize ?? DEFAULT_CACHE_SIZE);
    this.#places = new RecentCache(cacheSize ?? DEFAULT_CACHE_SIZE);
    this.#city = cityPath ? new UserDatabase(cityPath, CITY_USE, onProblem) : null;
    this.#asn = asnPath ? new UserDatabase(asnPath, ASN_USE, onProblem) : null;
    const { ipv4, ipv6 } = embedded ?? embeddedPaths();
    const read = readEmbedded ?? Deno.readFileSync;
    this.#ipv4 = new EmbeddedDatabase(ipv4, onProblem, read);
    this.#ipv6 = new EmbeddedDatabase(ipv6, onProblem, read);
  }

  get source(): string {
    const names = [
      this.#city?.file ? `${this.#city.file.type} ${this.#city.file.builtOn}` : "DB-IP City Lite",
    ];
    if (this.#asn?.file) names.push(`${this.#asn.file.type} ${this.#asn.file.builtOn}`);
    return names.join(", ");
  }

  locate(address: string): Place {
    if (this.#closed) return UNKNOWN;
    const bits = ipv4Bits(address);
    const cached = this.#cache.get(bits ?? address);
    if (cached !== undefined) return cached;
    if (bits === null && isIP(address) === 0) return UNKNOWN;
    const place = this.#shared(this.#look(address));
    this.#cache.set(bits ?? address, place);
    return place;
  }

  async refresh(): Promise<void> {
    if (this.#closed) return;
    const changed = await Promise.all([this.#city?.refresh(), this.#asn?.refresh()]);
    if (changed.includes(true)) this.#cache.clear();
  }

  close(): void {
    this.#closed = true;
    this.#cache.clear();
    this.#places.clear();
    this.#ipv4.close();
    this.#ipv6.close();
  }

  /** One object for all addresses of a place: whoever keeps places keeps few then. */
  #shared(place: Place): Place {
    const text = JSON.stringify(place);
    const known = this.#places.get(text);
    if (known === undefined) this.#places.set(text, place);
    return known ?? place;
  }

  #look(text: string): Place {
    const zone = text.indexOf("%");
    const address = embeddedIpv4(ipaddr.parse(zone < 0 ? text : text.slice(0, zone)));
    const special = specialKind(address);
    if (special !== null) return Object.freeze({ ...UNKNOWN, kind: special });
    const canonical = address.toString();
    const record = this.#cityRecord(canonical, address.kind());
    const city = readFlatCityRecord(record) ?? readNestedCityRecord(record);
    const asn = readAsnRecord(this.#asn?.file?.find(canonical));
    const known = city !== null && (city.country !== null || city.latitude !== null);
    return Object.freeze({ ...UNKNOWN, ...city, ...asn, kind: known ? "place" : "unknown" });
  }

  /** The user's file when it holds this family, else the embedded one. */
  #cityRecord(address: string, kind: "ipv4" | "ipv6"): unknown {
    const own = this.#city?.file;
    if (own && (kind === "ipv4" || own.ipVersion === 6)) return own.find(address);
    return (kind === "ipv4" ? this.#ipv4 : this.#ipv6).get()?.find(address) ?? null;
  }
}
