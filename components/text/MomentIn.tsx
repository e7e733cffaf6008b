import type { ComponentChildren } from "preact";
import { Moment } from "./Moment.tsx";

interface MomentInProps {
  /** Unix time in milliseconds. */
  atMs: number;
  /** The sentence, from the words of the time. */
  say(time: string): string;
  /** As of `Moment`. */
  children?: ComponentChildren;
}

/** Stands for the time while the sentence is made; no language has this character. */
const SLOT = "\ufffc";

/** A sentence with a time in it, wherever its language puts it. */
export function MomentIn({ atMs, say, children }: MomentInProps) {
  const [before, after] = say(SLOT).split(SLOT);
  return (
    <>
      {before}
      <Moment atMs={atMs}>{children}</Moment>
      {after}
    </>
  );
}
