/** Both sides of one path: what the far end's log tells of an agent's requests. */
export const en = {
  title: "Both sides",
  there: "There",
  back: "Back",
  noLog:
    "No log from the far end: no sender logged a request of this path in this time, so nobody can " +
    "say on which way a loss was.",
  nothingLost: "Nothing was lost.",
  ofLost: (lost: string, parts: readonly string[]) => `Of ${lost} lost: ${parts.join(", ")}.`,
  parts: {
    there: (n: string) => `${n} never arrived (way there)`,
    back: (n: string) => `${n} arrived and were not answered, or the answer was lost (way back)`,
    unknown: (n: string) => `${n} not known: the log says too little about that time`,
    unsent: (n: string) => `${n} never left the agent`,
  },
  loggedBy: "By the log of",
  loggedOf: (seen: string, sent: string) => `: ${seen} of ${sent} requests are in it.`,
  floor: "That is a floor: rules with a limit log fewer.",
  gaps:
    "Answered requests are missing in it, too: rules with a limit log fewer. So it is not taken as " +
    "a proof around those times.",
  further: (n: string) =>
    `Too many machines log this path: beyond the first 16 of them, ${n} more of its requests were ` +
    "logged, and are not looked at.",
  readThere: (n: number) => `way there ${n}`,
  readBack: (n: number) => `way back ${n}`,
};
