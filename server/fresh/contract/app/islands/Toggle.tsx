import type { Signal } from "@preact/signals";
import Inner from "./Inner.tsx";

export function Toggle({ on }: { on: Signal<boolean> }) {
  return (
    <div class="toggle">
      <button type="button" onClick={() => on.value = !on.value}>{on.value ? "yes" : "no"}</button>
      <Inner start={3} />
    </div>
  );
}
