import { type CityRecord, countryOf, degreesOf, fieldsOf, textOf } from "./city_record.ts";

/**
 * Reads the flat layout of the ip-location-db packages: `country_code, state1, state2, city,
 * postcode, latitude, longitude, timezone`, empty text for what is not known. Null when the record
 * is not of this layout.
 */
export function readFlatCityRecord(record: unknown): CityRecord | null {
  const fields = fieldsOf(record);
  if (typeof fields.country_code !== "string") return null;
  return {
    country: countryOf(fields.country_code),
    city: textOf(fields.city),
    region: textOf(fields.state1),
    latitude: degreesOf(fields.latitude, 90),
    longitude: degreesOf(fields.longitude, 180),
  };
}
