import { formatClock, formatCount } from "@/components/text/format.ts";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { notesWords } from "@/components/words/notes.ts";
import type { PathEvent } from "./path_events.ts";

/** What happened, and how often when it was not once. */
export function EventText({ event: { text, again } }: { event: PathEvent }) {
  if (!again) return <>{text}</>;
  const { count, untilMs } = again;
  return (
    <>
      {text}
      <MomentIn
        atMs={untilMs}
        say={(until) => notesWords().several(formatCount(count), until)}
      >
        {formatClock(untilMs)}
      </MomentIn>
    </>
  );
}
