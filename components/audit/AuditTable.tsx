import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { auditWords } from "@/components/words/audit.ts";

interface AuditTableProps {
  entries: readonly {
    id: number;
    atMs: number;
    who: string;
    action: string;
    subject: string;
    detail: string;
    before?: string;
    after?: string;
  }[];
}

/** Entries of the log, newest first. Strangers wrote parts of them: all of it is shown as text. */
export function AuditTable({ entries }: AuditTableProps) {
  const words = auditWords();
  if (entries.length === 0) return <p class="dim">{words.none}</p>;
  return (
    <table class="table stack audit">
      <HeadRow names={[words.at, words.who, words.what, words.subject, words.detail]} />
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td class="mono nowrap">
              <Moment atMs={entry.atMs} />
            </td>
            <td class="wrap">
              <b>
                <Visible text={entry.who} />
              </b>
            </td>
            <td class="mono nowrap">{entry.action}</td>
            <td class="wrap">
              <Visible text={entry.subject} />
            </td>
            <td class="wrap">
              <Visible text={entry.detail} />
              <Change before={entry.before} after={entry.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Change({ before, after }: { before?: string; after?: string }) {
  const words = auditWords();
  if (before === undefined && after === undefined) return null;
  return (
    <details>
      <summary class="small">{words.change}</summary>
      {[[words.before, before], [words.after, after]].map(([name, text]) =>
        text !== undefined && (
          <p key={name} class="small">
            <span class="dim">{name}</span>{" "}
            <code class="wrap">
              <Visible text={text} />
            </code>
          </p>
        )
      )}
    </details>
  );
}
