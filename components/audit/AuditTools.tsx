import type { ComponentChildren } from "preact";
import { ZonedLabel } from "@/components/text/ZonedLabel.tsx";
import { ZONE_FIELD } from "@/components/text/zoned_time.ts";
import { auditWords } from "@/components/words/audit.ts";

interface AuditToolsProps {
  /** As in the address of the page. */
  params: URLSearchParams;
  /** The same for the API. */
  exported: URLSearchParams;
}

/** Filters of the log, in the address; and the log as a file. */
export function AuditTools({ params, exported }: AuditToolsProps) {
  const words = auditWords(), zone = params.get(ZONE_FIELD) ?? "UTC";
  const field = (name: string, label: ComponentChildren, type = "search") => (
    <div class="field">
      <label for={`audit-${name}`}>{label}</label>
      <input
        class="input"
        type={type}
        id={`audit-${name}`}
        name={name}
        value={params.get(name) ?? ""}
        maxLength={200}
      />
    </div>
  );
  const file = (format: string) => {
    const all = new URLSearchParams(exported);
    all.delete("before");
    all.set("format", format);
    return `/api/v1/audit/export?${all}`;
  };
  return (
    <form method="get" action="/admin/audit" class="audit-tools">
      {field("who", words.who)}
      {field("action", words.whatSuch)}
      {field("q", words.text)}
      <input type="hidden" name={ZONE_FIELD} value={zone} />
      {field("from", <ZonedLabel label={words.from} zone={zone} />, "date")}
      {field("to", <ZonedLabel label={words.to} zone={zone} />, "date")}
      <button type="submit" class="btn main">{words.find}</button>
      {[...params.keys()].length > 0 && <a class="btn" href="/admin/audit">{words.all}</a>}
      <a class="btn quiet" href={file("csv")} download>CSV</a>
      <a class="btn quiet" href={file("jsonl")} download>{words.jsonLines}</a>
    </form>
  );
}
