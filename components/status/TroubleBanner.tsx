import { statusWords } from "@/components/words/status.ts";

/** Says on every page that the server cannot store what agents send, and why; else nothing. */
export function TroubleBanner({ trouble }: { trouble: string | null }) {
  if (trouble === null) return null;
  const words = statusWords();
  return (
    <p class="sect error" role="alert" data-trouble>
      <b>{words.notStored}</b> {trouble}. {words.kept}
    </p>
  );
}
