import type { OpenEnrolment } from "@/shared/enrolment.ts";
import { formatDuration } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { enrolWords } from "@/components/words/enrol.ts";

interface OpenEnrolmentsProps {
  enrolments: readonly OpenEnrolment[];
  nowMs: number;
}

/** Tokens that still let somebody in, without their secrets. */
export function OpenEnrolments({ enrolments, nowMs }: OpenEnrolmentsProps) {
  const words = enrolWords(), { heads } = words;
  return (
    <table class="table stack">
      <HeadRow
        names={[heads.purpose, heads.left, heads.approval, heads.endsIn, heads.madeBy]}
        actions={words.decision}
      />
      <tbody>
        {enrolments.map((enrolment) => (
          <tr key={enrolment.id}>
            <td class="name">
              <Purpose enrolment={enrolment} />
            </td>
            <td data-k={words.shortLeft}>{enrolment.usesLeft} / {enrolment.uses}</td>
            <td data-k={words.shortApproval}>
              {enrolment.preApproved ? <b class="slow">{words.atOnce}</b> : words.byPerson}
            </td>
            <td data-k={words.shortEndsIn}>
              <Moment atMs={enrolment.expiresAtMs}>
                {formatDuration(enrolment.expiresAtMs - nowMs)}
              </Moment>
            </td>
            <td data-k={words.shortMadeBy}>
              <Visible text={enrolment.createdBy} />
            </td>
            <td class="acts">
              <form method="post" action="/admin/agents/new">
                <input type="hidden" name="id" value={enrolment.id} />
                <button type="submit" class="btn danger" name="action" value="revoke">
                  {words.revoke}
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Purpose({ enrolment: { name, agentRef } }: { enrolment: OpenEnrolment }) {
  const words = enrolWords();
  if (agentRef === null) {
    return name
      ? (
        <b>
          <Visible text={name} />
        </b>
      )
      : <span>{words.anyAgent}</span>;
  }
  return (
    <>
      {words.newKeyOf}{" "}
      <a href={`/admin/agents/${agentRef}`}>
        <Visible text={name ?? agentRef} />
      </a>
    </>
  );
}
