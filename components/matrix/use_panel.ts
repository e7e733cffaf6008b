import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { HoverPanel } from "./HoverPanel.tsx";

/**
 * The panel of a cell, fetched when one is first asked for: whoever only looks at the matrix does
 * without it and what it needs. `null` until it is there; one that cannot be fetched stays away.
 */
export function usePanel(isAsked: boolean): Signal<{ Panel: typeof HoverPanel } | null> {
  const loaded = useSignal<{ Panel: typeof HoverPanel } | null>(null);
  useEffect(() => {
    if (!isAsked || loaded.value) return;
    import("./HoverPanel.tsx").then(
      ({ HoverPanel: Panel }) => loaded.value = { Panel },
      (error) => console.error(error),
    );
  }, [isAsked]);
  return loaded;
}
