import { formatCount } from "@/components/text/format.ts";
import { statusWords } from "@/components/words/status.ts";

interface RoundStatusBoxProps {
  trouble: string | null;
  waiting: number;
  mostWaiting: number;
  refused: number;
}

/** The queue of rounds to the disk: its bound, its policy and its counters. */
export function RoundStatusBox({ trouble, waiting, mostWaiting, refused }: RoundStatusBoxProps) {
  const words = statusWords();
  return (
    <section class="sect" data-status="rounds">
      <h2>{words.storing(trouble === null ? words.good : words.bad)}</h2>
      {trouble !== null && <p class="error">{trouble}</p>}
      <p class="dim small">{words.waiting(formatCount(waiting), formatCount(mostWaiting))}</p>
      <p class="dim small">{words.refused(formatCount(refused))}</p>
    </section>
  );
}
