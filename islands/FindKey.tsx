import { useEffect } from "preact/hooks";

/** Where a key is text. */
const TYPING = "input, textarea, select, [contenteditable]";

/** The key `/` leads to the look-up box, wherever nobody is typing. Draws nothing. */
export default function FindKey() {
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest?.(TYPING)) return;
      const box = document.querySelector<HTMLInputElement>(".find input");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    addEventListener("keydown", find);
    return () => removeEventListener("keydown", find);
  }, []);
  return null;
}
