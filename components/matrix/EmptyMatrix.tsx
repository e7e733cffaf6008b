import type { ComponentChildren } from "preact";
import { Glyph } from "@/components/state/Glyph.tsx";
import { matrixWords } from "@/components/words/matrix.ts";

interface EmptyMatrixProps {
  agents: number;
  targets: number;
  /** Whether the reader may add what is missing. */
  canManage: boolean;
}

/** What to do when there is nothing to show yet. */
export function EmptyMatrix({ agents, targets, canManage }: EmptyMatrixProps) {
  const words = matrixWords();
  return (
    <div class="empty">
      <h2>{agents === 0 ? words.noAgent : words.noTarget}</h2>
      <p class="dim">{words.whatFor}</p>
      <ol class="steps">
        <Step done={agents > 0} text={words.stepAgent}>
          {canManage && <a href="/admin">{words.addAgent}</a>}
        </Step>
        <Step done={targets > 0} text={words.stepTarget}>
          {canManage && <a href="/admin/targets">{words.addTargets}</a>}
        </Step>
      </ol>
      {!canManage && <p class="dim">{words.whoMay}</p>}
      <p class="state nodata" role="status">
        <Glyph name="wait" class="waiting" />
        <span>
          {agents === 0 ? words.waitingAgent : words.waitingTarget}
        </span>
      </p>
    </div>
  );
}

function Step({ done, text, children }: {
  done: boolean;
  text: string;
  children: ComponentChildren;
}) {
  return (
    <li>
      {done && <Glyph name="tick" class="ok" />}
      <span class={done ? "dim" : undefined}>{text}</span>
      {!done && <span>{children}</span>}
    </li>
  );
}
