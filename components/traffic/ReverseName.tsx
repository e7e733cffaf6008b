import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Visible } from "@/components/text/Visible.tsx";
import { addressWords } from "@/components/words/address.ts";

/** The name of an address in the reverse DNS: asked for by the page, so that it waits for nobody. */
export function ReverseName({ ip }: { ip: string }) {
  const words = addressWords();
  const names = useSignal<readonly string[]>([]), instead = useSignal(words.asking);
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      const response = await fetch(`/api/v1/names/${encodeURIComponent(ip)}`, {
        signal: AbortSignal.any([abort.signal, AbortSignal.timeout(10_000)]),
      });
      const answer: { names?: unknown } = response.ok ? await response.json() : {};
      names.value = Array.isArray(answer.names) ? answer.names.map(String) : [];
      instead.value = Array.isArray(answer.names) ? words.noName : words.noAnswer;
    };
    ask().catch(() => {
      if (!abort.signal.aborted) instead.value = words.notAsked;
    });
    return () => abort.abort();
  }, [ip]);
  return (
    <span class="dim small wrap" role="status">
      {names.value.length ? <Visible text={names.value.join(", ")} /> : instead.value}
    </span>
  );
}
