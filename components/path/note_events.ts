import type { NoteRun, SampleNote } from "@/shared/note_run.ts";
import type { CellState } from "@/shared/cell_state.ts";
import { icmpName } from "@/shared/traffic/icmp_names.ts";
import { formatCount, formatMs } from "@/components/text/format.ts";
import { notesWords } from "@/components/words/notes.ts";
import type { PathEvent } from "./path_events.ts";

/** Notes as events, newest first, at most `limit`. What goes well, such as status 200, is none. */
export function noteEvents(runs: readonly NoteRun[], limit: number): PathEvent[] {
  const events: PathEvent[] = [];
  for (const { fromMs, toMs, count, note } of runs) {
    const told = tell(note, count);
    if (!told) continue;
    const [state, text] = told;
    const again = count > 1 ? { count, untilMs: toMs } : undefined;
    events.push({ atMs: fromMs, state, text, again });
  }
  return events.sort((a, b) => b.atMs - a.atMs).slice(0, limit);
}

function tell(note: SampleNote, count: number): [state: CellState, text: string] | null {
  const words = notesWords();
  switch (note.kind) {
    case "icmpError": {
      const { type, code, from } = note;
      const name = icmpName(from.includes(":") ? "ICMPv6" : "ICMP", type, code);
      return ["fail", from === "" ? name : words.icmp(from, name)];
    }
    case "late":
      return [
        "slow",
        count === 1
          ? words.lateOne(formatMs(note.rttUs))
          : words.lateSome(formatMs(note.rttUs), formatCount(count)),
      ];
    case "duplicates":
      return ["slow", words.duplicates(formatCount(note.answers))];
    case "http":
      return note.status >= 400 ? ["fail", words.status(note.status)] : null;
    case "starved":
      return ["slow", words.starved];
    case "clockStepped":
      return ["slow", words.clockStepped];
    case "userStamped":
      return ["slow", words.userStamped];
  }
}

/** Stretches of time whose samples were measured by a starved agent, Unix ms. */
export function starvedStretches(runs: readonly NoteRun[]): [fromMs: number, toMs: number][] {
  return runs.flatMap(({ fromMs, toMs, note }) =>
    note.kind === "starved" ? [[fromMs, toMs] as [number, number]] : []
  );
}
