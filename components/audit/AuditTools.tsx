import { auditWords } from "@/components/words/audit.ts";

interface AuditToolsProps {
  /** As in the address of the page. */
  params: URLSearchParams;
  /** The same for the API. */
  exported: URLSearchParams;
}

/** Filters of the log, in the address; and the log as a file. */
export function AuditTools({ params, exported }: AuditToolsProps) {
  const words = auditWords();
  const field = (name: string, label: string, type = "search") => (
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
      {field("from", words.from, "date")}
      {field("to", words.to, "date")}
      <button type="submit" class="btn main">{words.find}</button>
      {[...params.keys()].length > 0 && <a class="btn" href="/admin/audit">{words.all}</a>}
      <a class="btn quiet" href={file("csv")} download>CSV</a>
      <a class="btn quiet" href={file("jsonl")} download>{words.jsonLines}</a>
    </form>
  );
}
