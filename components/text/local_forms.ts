import { formatMoment, zoneName } from "./moment_text.ts";
import { ZONE_FIELD } from "./zoned_time.ts";

/** From now on the times of the page's forms are typed in the reader's zone, and the forms say so. */
export function putFormsIntoReadersZone(): void {
  const untouched = `input[name="${ZONE_FIELD}"][value="UTC"]`;
  for (const zone of document.querySelectorAll<HTMLInputElement>(untouched)) {
    const fieldsOf = (type: string) =>
      [...zone.form!.querySelectorAll<HTMLInputElement>(`input[type="${type}"]`)]
        .filter(({ value }) => value !== "");
    // A day that was asked for in UTC is another one elsewhere: it stays what it is.
    if (fieldsOf("date").length > 0) continue;
    for (const field of fieldsOf("datetime-local")) {
      const local = formatMoment(Date.parse(`${field.value}Z`));
      field.value = local.slice(0, "2026-01-31 09:30".length).replace(" ", "T");
    }
    zone.value = zoneName();
    for (const shown of zone.form!.querySelectorAll("[data-zone]")) shown.textContent = zone.value;
  }
}
