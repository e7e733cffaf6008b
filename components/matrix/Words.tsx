import { useMemo } from "preact/hooks";
import type { MatrixView } from "@/shared/live/matrix.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatClock, formatCount, formatDuration } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { matrixWords } from "@/components/words/matrix.ts";
import { sentences } from "./sentences.ts";

const LINES = 4;

/** What is wrong, in words, before the picture shows it. */
export function Words({ view, nowMs }: { view: MatrixView; nowMs: number }) {
  const found = useMemo(() => sentences(view, LINES), [view]);
  const words = matrixWords();
  // One line is always there: the first trouble must not push the picture down.
  if (!found.length) {
    return (
      <ul class="words" aria-label={words.wrongLabel}>
        <li>
          <Glyph name="ok" class="ok" />
          <span>{words.allOk}</span>
        </li>
      </ul>
    );
  }
  return (
    <ul class="words" aria-label={words.wrongLabel}>
      {found.map(({ state, subject, rest, paths, sinceMs, href }) => (
        <li>
          <Glyph name={state} class={state} />
          <span class="wrap">
            <a href={href}>
              <b>
                <Visible text={subject} />
              </b>
            </a>{" "}
            {rest}
          </span>
          <span>{words.paths(formatCount(paths), paths === 1)}</span>
          <span>
            {sinceMs !== null && <Moment atMs={sinceMs}>{words.since(formatClock(sinceMs))}
            </Moment>}
          </span>
          <span>
            {sinceMs !== null && <Moment atMs={sinceMs}>{formatDuration(nowMs - sinceMs)}</Moment>}
          </span>
        </li>
      ))}
    </ul>
  );
}
