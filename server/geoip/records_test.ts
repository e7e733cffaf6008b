import assert from "node:assert/strict";
import { readAsnRecord } from "./asn_record.ts";
import { readFlatCityRecord } from "./flat_city_record.ts";
import { readNestedCityRecord } from "./nested_city_record.ts";

const NOTHING = { country: null, city: null, region: null, latitude: null, longitude: null };
const STRANGE: readonly unknown[] = [null, undefined, 1, "x", [], {}, { country: 1 }];

Deno.test("readFlatCityRecord() reads the layout of ip-location-db", () => {
  assert.deepEqual(
    readFlatCityRecord({
      country_code: "jp",
      state1: "Osaka",
      state2: "",
      city: "Suita",
      postcode: "",
      latitude: 34.821998596191406,
      longitude: 135.5240020751953,
      timezone: "",
    }),
    { country: "JP", city: "Suita", region: "Osaka", latitude: 34.822, longitude: 135.524 },
  );
  assert.deepEqual(
    readFlatCityRecord({ country_code: "", city: "", latitude: 91, longitude: NaN }),
    NOTHING,
  );
  for (const record of STRANGE) assert.equal(readFlatCityRecord(record), null);
});

Deno.test("readNestedCityRecord() reads the layout of MaxMind", () => {
  assert.deepEqual(
    readNestedCityRecord({
      city: { names: { de: "Suita", en: "Suita" } },
      country: { iso_code: "JP" },
      subdivisions: [{ names: { en: "Osaka" } }, { names: { en: "x" } }],
      location: { latitude: -34.8, longitude: 135.5, accuracy_radius: 10 },
    }),
    { country: "JP", city: "Suita", region: "Osaka", latitude: -34.8, longitude: 135.5 },
  );
  assert.deepEqual(readNestedCityRecord({ registered_country: { iso_code: "DE" } }), {
    ...NOTHING,
    country: "DE",
  });
  assert.deepEqual(
    readNestedCityRecord({ country: { iso_code: "<b>" }, city: 7, subdivisions: {}, location: 1 }),
    NOTHING,
  );
  for (const record of STRANGE) assert.equal(readNestedCityRecord(record), null);
});

Deno.test("readAsnRecord() reads the layout of GeoLite2 ASN", () => {
  assert.deepEqual(
    readAsnRecord({
      autonomous_system_number: 64500,
      autonomous_system_organization: "Example Net",
    }),
    { asn: 64500, organisation: "Example Net" },
  );
  assert.deepEqual(readAsnRecord({ autonomous_system_number: 64500 }), {
    asn: 64500,
    organisation: null,
  });
  const bad = [{ autonomous_system_number: -1 }, { autonomous_system_number: 2 ** 32 }];
  for (const record of [...STRANGE, ...bad]) assert.equal(readAsnRecord(record), null);
});
