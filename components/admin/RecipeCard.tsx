import type { Arrival } from "@/shared/live/traffic.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { CodeLine } from "@/components/text/CodeLine.tsx";
import { formatCount } from "@/components/text/format.ts";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { setupWords } from "@/components/words/setup.ts";

interface RecipeCardProps {
  /** Short name, also the anchor of the card. */
  id: string;
  title: string;
  /** Commands and files may stand between backticks. */
  note: string;
  text: string;
  /** Said below the lines, such as that counts are a floor. */
  remark?: string;
  /** What came of this kind; `null` before the first message. */
  arrival: Arrival | null;
}

/** How one kind of sender is set up, and whether it has worked. */
export function RecipeCard({ id, title, note, text, remark, arrival }: RecipeCardProps) {
  const words = setupWords();
  return (
    <article class="recipe" id={id} data-came={arrival !== null} aria-labelledby={`${id}-title`}>
      <div class="recipe-head">
        <h3 id={`${id}-title`}>{title}</h3>
        <p class={`state small ${arrival ? "ok" : "nodata push"}`} role="status">
          {arrival
            ? (
              <>
                <Glyph name="tick" />
                <span>
                  <MomentIn
                    atMs={arrival.firstAtMs}
                    say={(time) => words.came(time, formatCount(arrival.count))}
                  />{" "}
                  <code>
                    <Visible text={arrival.sender} />
                  </code>
                </span>
              </>
            )
            : <span>{words.notYet}</span>}
        </p>
      </div>
      <p class="small dim">{withCode(note)}</p>
      {/* The button of other lines has nothing to say of these. */}
      <CodeLine key={text} text={text} />
      {remark && <p class="small dim">{remark}</p>}
    </article>
  );
}

const withCode = (note: string) =>
  note.split("`").map((part, n) => n % 2 ? <code key={n}>{part}</code> : part);
