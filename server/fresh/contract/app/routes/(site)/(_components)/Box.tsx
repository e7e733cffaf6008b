import type { ComponentChildren } from "preact";

export function Box({ children }: { children: ComponentChildren }) {
  return <div class="box">{children}</div>;
}
