import type { ComponentChildren } from "preact";

interface ConfirmProps {
  /** On the button that asks. */
  summary: string;
  quiet?: boolean;
  children: ComponentChildren;
}

/** Asks before something that cannot be undone; needs no script. */
export function Confirm({ summary, quiet = false, children }: ConfirmProps) {
  return (
    <details class="confirm">
      <summary class={quiet ? "btn quiet" : "btn danger"}>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
