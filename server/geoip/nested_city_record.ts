import { type CityRecord, countryOf, degreesOf, fieldsOf, textOf } from "./city_record.ts";

/**
 * Reads the nested layout of MaxMind's GeoIP2 and GeoLite2 City and Country, which DB-IP's own
 * files share: `country.iso_code`, `city.names.en`, `subdivisions[0].names.en`, `location`. Null
 * when the record is not of this layout.
 */
export function readNestedCityRecord(record: unknown): CityRecord | null {
  const fields = fieldsOf(record);
  const country = fields.country ?? fields.registered_country;
  if (typeof country !== "object" && typeof fields.location !== "object") return null;
  const location = fieldsOf(fields.location);
  const subdivisions = Array.isArray(fields.subdivisions) ? fields.subdivisions : [];
  return {
    country: countryOf(fieldsOf(country).iso_code),
    city: englishName(fields.city),
    region: englishName(subdivisions[0]),
    latitude: degreesOf(location.latitude, 90),
    longitude: degreesOf(location.longitude, 180),
  };
}

function englishName(value: unknown): string | null {
  return textOf(fieldsOf(fieldsOf(value).names).en);
}
