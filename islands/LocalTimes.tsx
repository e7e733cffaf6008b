import { useEffect } from "preact/hooks";
import { putFormsIntoReadersZone } from "@/components/text/local_forms.ts";
import { formatMoment, momentTitle } from "@/components/text/moment_text.ts";

/** Puts the times of a page into the reader's zone. Without script they stay in UTC, and say so. */
export default function LocalTimes() {
  useEffect(() => {
    for (const time of document.querySelectorAll("time")) {
      const atMs = Date.parse(time.dateTime), { firstChild } = time;
      time.title = momentTitle(atMs);
      // The text itself is changed, not its node: an island may hold on to that.
      if (time.dataset.whole === "true" && firstChild instanceof Text) {
        firstChild.data = formatMoment(atMs);
      }
    }
    putFormsIntoReadersZone();
  }, []);
  return null;
}
