import assert from "node:assert/strict";
import { type Place } from "@/shared/traffic/event.ts";
import { type Locator, openLocator } from "./locator.ts";
import { ipv4Bits, writeMmdb } from "./mmdb_writer_fixture.ts";

const NOTHING: Omit<Place, "kind"> = {
  country: null,
  city: null,
  region: null,
  latitude: null,
  longitude: null,
  asn: null,
  organisation: null,
};
const EIGHT = ipv4Bits("8.8.8.0", 24);
const flat = (city: string) => ({
  country_code: "US",
  city,
  state1: "",
  latitude: 1.5,
  longitude: -2.5,
});

/** A folder with small databases, removed when the test ends. */
async function withFiles(test: (path: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = (name: string) => `${folder}/${name}`;
  const files: Record<string, Uint8Array> = {
    "v4": writeMmdb("city ipv4", [[EIGHT, flat("Four")], [ipv4Bits("10.0.0.0", 8), flat("Wrong")]]),
    "v6": writeMmdb("city ipv6", [["0010000000000001", flat("Six")]]),
    "city": writeMmdb("GeoLite2-City", [[EIGHT, {
      country: { iso_code: "DE" },
      city: { names: { en: "Own" } },
    }]]),
    "asn": writeMmdb("GeoLite2-ASN", [[EIGHT, {
      autonomous_system_number: 64500,
      autonomous_system_organization: "Example Net",
    }]]),
    "broken": new TextEncoder().encode("<html>404 not found</html>"),
  };
  try {
    for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(path(name), bytes);
    await test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function open(
  path: (name: string) => string,
  own: { cityPath?: string; asnPath?: string; cacheSize?: number } = {},
): Promise<{ locator: Locator; problems: string[] }> {
  const problems: string[] = [];
  const embedded = { ipv4: path("v4"), ipv6: path("v6") };
  const onProblem = (message: string) => void problems.push(message);
  return openLocator({ ...own, embedded, onProblem }).then((locator) => ({ locator, problems }));
}

Deno.test("locate() finds places in the embedded files, one for each family", () =>
  withFiles(async (path) => {
    const { locator, problems } = await open(path);
    const four: Place = {
      ...NOTHING,
      kind: "place",
      country: "US",
      city: "Four",
      latitude: 1.5,
      longitude: -2.5,
    };
    for (const spelling of ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808"]) {
      assert.deepEqual(locator.locate(spelling), four, spelling);
    }
    assert.equal(locator.locate("2001::1").city, "Six");
    assert.equal(locator.locate("2001:0000::1%eth0").city, "Six");
    assert.equal(locator.locate("9.9.9.9").kind, "unknown");
    assert.equal(locator.source, "DB-IP City Lite");
    assert.deepEqual(problems, []);
  }));

Deno.test("locate() names special ranges without looking them up", () =>
  withFiles(async (path) => {
    const { locator } = await open(path);
    assert.deepEqual(locator.locate("10.1.2.3"), { ...NOTHING, kind: "private" });
    assert.deepEqual(locator.locate("::ffff:127.0.0.1"), { ...NOTHING, kind: "loopback" });
    assert.deepEqual(locator.locate("2001:db8::1"), { ...NOTHING, kind: "documentation" });
  }));

Deno.test("locate() answers unknown when the text is no address", () =>
  withFiles(async (path) => {
    const { locator } = await open(path);
    for (const text of ["", "host", "1e1.1.1.1", "8.8.8", "8.8.8.8 ", "x".repeat(70_000), "\0"]) {
      assert.deepEqual(locator.locate(text), { ...NOTHING, kind: "unknown" }, text.slice(0, 20));
    }
  }));

Deno.test("locate() prefers the user's files", () =>
  withFiles(async (path) => {
    const { locator, problems } = await open(path, {
      cityPath: path("city"),
      asnPath: path("asn"),
    });
    assert.deepEqual(locator.locate("8.8.8.8"), {
      ...NOTHING,
      kind: "place",
      country: "DE",
      city: "Own",
      asn: 64500,
      organisation: "Example Net",
    });
    assert.equal(locator.source, "GeoLite2-City 2026-09-21, GeoLite2-ASN 2026-09-21");
    assert.deepEqual(problems, []);
  }));

Deno.test("openLocator() keeps the embedded file when the user's cannot be used", () =>
  withFiles(async (path) => {
    const rows: readonly [string, RegExp][] = [
      ["broken", /broken cannot be used: it is not a MaxMind DB/],
      [
        "asn",
        /asn cannot be used: it is GeoLite2-ASN, not a city database such as GeoLite2-City\.$/,
      ],
      ["absent", /absent cannot be read: No such file/],
    ];
    for (const [name, message] of rows) {
      const { locator, problems } = await open(path, { cityPath: path(name) });
      assert.equal(problems.length, 1, name);
      assert.match(problems[0], message);
      assert.equal(locator.locate("8.8.8.8").city, "Four");
      await locator.refresh();
      assert.equal(problems.length, 1, `${name} is reported once`);
    }
  }));

Deno.test("refresh() takes a changed file and keeps the old one when the new one is broken", () =>
  withFiles(async (path) => {
    const { locator, problems } = await open(path, { cityPath: path("city") });
    assert.equal(locator.locate("8.8.8.8").city, "Own");
    await Deno.copyFile(path("broken"), path("city"));
    await locator.refresh();
    assert.equal(locator.locate("8.8.8.8").city, "Own");
    assert.match(problems.join(), /city cannot be used.*The one read before stays in use\.$/);
    const record = { country: { iso_code: "FR" }, city: { names: { en: "New" } } };
    await Deno.writeFile(path("city"), writeMmdb("GeoLite2-City", [[EIGHT, record]]));
    await locator.refresh();
    assert.equal(locator.locate("8.8.8.8").city, "New");
    await Deno.remove(path("city"));
    await locator.refresh();
    assert.equal(locator.locate("8.8.8.8").city, "New");
    assert.equal(problems.length, 2);
  }));

Deno.test("locate() answers unknown and reports once when the embedded files are missing", () =>
  withFiles(async (path) => {
    const nowhere = (name: string) => path(`nowhere/${name}`);
    const { locator, problems } = await open(nowhere);
    assert.equal(locator.locate("8.8.8.8").kind, "unknown");
    assert.equal(locator.locate("8.8.8.9").kind, "unknown");
    assert.equal(problems.length, 1);
    assert.match(problems[0], /^The embedded GeoIP database is missing, places stay unknown: /);
  }));

Deno.test("close() lets go of everything", () =>
  withFiles(async (path) => {
    const { locator } = await open(path);
    assert.equal(locator.locate("8.8.8.8").kind, "place");
    locator.close();
    assert.equal(locator.locate("8.8.8.8").kind, "unknown");
    await locator.refresh();
    assert.equal(locator.locate("8.8.8.8").kind, "unknown");
  }));

Deno.test("openLocator() finds the embedded database of the npm package", async () => {
  const locator = await openLocator({ onProblem: (message) => assert.fail(message) });
  for (const address of ["8.8.8.8", "2001:4860:4860::8888"]) {
    const { kind, country, latitude, longitude } = locator.locate(address);
    assert.equal(kind, "place", address);
    assert.match(country ?? "", /^[A-Z]{2}$/);
    assert.equal(typeof latitude, "number");
    assert.equal(typeof longitude, "number");
  }
  locator.close();
});
