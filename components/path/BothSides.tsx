import { formatCount } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { seenWords } from "@/components/words/seen.ts";
import { type SeenAnswer, seenTotals } from "./seen_answer.ts";

/** Of answered requests, so many may be missing in a log that is taken for whole. */
const WHOLE = 0.98;

/** Where what was lost was lost, in words, as far as the far end's log tells. */
export function BothSides({ seen }: { seen: SeenAnswer }) {
  const words = seenWords();
  const { answered, there, back, unknown, unsent, seen: logged } = seenTotals(seen.bins);
  const lost = there + back + unknown + unsent;
  const parts =
    ([["there", there], ["back", back], ["unknown", unknown], ["unsent", unsent]] as const)
      .filter(([, count]) => count > 0)
      .map(([fate, count]) => words.parts[fate](formatCount(count)));
  const isWhole = logged - back >= answered * WHOLE;
  return (
    <section class="both-sides" aria-label={words.title}>
      <div class="sect-head">
        <h2>{words.title}</h2>
      </div>
      {seen.farEnds.length === 0 ? <p class="small dim">{words.noLog}</p> : (
        <>
          <p class="small" role="status">
            {lost === 0 ? words.nothingLost : words.ofLost(formatCount(lost), parts)}
          </p>
          <p class="small dim">
            {words.loggedBy} {seen.farEnds.map((sender, n) => (
              <>
                {n > 0 && ", "}
                <code key={sender}>
                  <Visible text={sender} />
                </code>
              </>
            ))}
            {words.loggedOf(formatCount(logged), formatCount(answered + lost - unsent))}{" "}
            {isWhole ? words.floor : words.gaps}
          </p>
          {seen.further > 0 && <p class="small dim">{words.further(formatCount(seen.further))}</p>}
        </>
      )}
    </section>
  );
}
