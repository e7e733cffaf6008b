import { visibleParts } from "./visible_text.ts";

/** Text that others wrote: never markup, and no character in it acts on its neighbours. */
export function Visible({ text }: { text: string }) {
  return (
    <bdi>
      {visibleParts(text).map((part, place) =>
        part.named ? <span key={place} class="esc">{part.text}</span> : part.text
      )}
    </bdi>
  );
}
