import { fieldsOf, textOf } from "./city_record.ts";

/** The autonomous system an address belongs to. */
export interface AsnRecord {
  asn: number | null;
  organisation: string | null;
}

/**
 * Reads the layout of GeoLite2 ASN, which DB-IP's and ip-location-db's ASN files share. Null when
 * the record is not of this layout.
 */
export function readAsnRecord(record: unknown): AsnRecord | null {
  const fields = fieldsOf(record);
  const asn = fields.autonomous_system_number;
  if (typeof asn !== "number" || !Number.isInteger(asn) || asn < 0 || asn > 0xffff_ffff) {
    return null;
  }
  return { asn, organisation: textOf(fields.autonomous_system_organization) };
}
