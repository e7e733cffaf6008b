import { refusalsWords } from "@/components/words/refusals.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import type { FormProblem } from "./account_props.ts";

/** Why a form was refused, if it was this one. */
export function Refused({ problem, where }: { problem: FormProblem; where: string }) {
  if (problem?.where !== where) return null;
  return (
    <p class="error" role="alert">
      <Glyph name="fail" />
      <Visible text={refusalsWords().say(problem.message)} />
    </p>
  );
}
