import { Visible } from "@/components/text/Visible.tsx";
import { refusalsWords } from "@/components/words/refusals.ts";
import { targetsWords } from "@/components/words/targets.ts";

interface RefusedProps {
  refusal: "nothingSelected" | "listConflict" | { message: string };
}

/** Why a change of the list was not made. */
export function Refused({ refusal }: RefusedProps) {
  const words = targetsWords();
  return (
    <p class="sect error" role="alert">
      {typeof refusal === "string"
        ? words[refusal]
        : <Visible text={refusalsWords().say(refusal.message)} />}
    </p>
  );
}
