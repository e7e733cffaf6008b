import { useSignal } from "@preact/signals";
import { AddTargets } from "@/components/admin/AddTargets.tsx";
import { type PastedLine, pastedLines, repeatedLines } from "@/components/admin/paste_targets.ts";
import type { AddForm, Problem } from "@/components/admin/target_form.ts";

interface PasteTargetsProps {
  form: AddForm;
  lines: PastedLine[];
  problems: Problem[];
  refused: boolean;
  added: number;
}

/** The box for one target or a list, which says while a person types how each line is understood. */
export default function PasteTargets(props: PasteTargetsProps) {
  const typed = useSignal<string | null>(null);
  // What the server said holds until the text is another one.
  const lines = typed.value === null ? props.lines : repeatedLines(pastedLines(typed.value));
  return (
    <AddTargets
      {...props}
      lines={lines}
      problems={typed.value === null ? props.problems : []}
      added={typed.value === null ? props.added : 0}
      refused={typed.value === null && props.refused}
      onType={(text) => typed.value = text}
    />
  );
}
