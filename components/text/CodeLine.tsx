import { useSignal } from "@preact/signals";
import { liveWords } from "@/components/words/live.ts";

/** How long the button says that it has copied, in milliseconds. */
const SAID_MS = 2_000;

/** Lines to paste elsewhere, with a button that copies them. */
export function CodeLine({ text }: { text: string }) {
  const words = liveWords(), said = useSignal(words.copy);
  const copy = async () => {
    // The clipboard is closed to pages that came over plain HTTP from another machine.
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    said.value = done ? words.copied : words.byHand;
    setTimeout(() => said.value = words.copy, SAID_MS);
  };
  return (
    <div class="code">
      <code>{text}</code>
      <button type="button" class="btn needs-script" onClick={copy}>{said}</button>
    </div>
  );
}
