import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { ProbeNote, ProbeOutcome } from "./prober.ts";

const WORDS: Record<keyof typeof RESULT_CODES, string> = {
  timeout: "no answer",
  unreachable: "unreachable",
  sendFailed: "cannot send",
  unresolved: "no address",
  notProbed: "not probed",
  refused: "refused",
  reset: "cut off",
  badTls: "bad TLS",
  notHttp: "not HTTP",
  badStatus: "bad status",
  redirectLoop: "redirect loop",
  bodyTooLong: "body too long",
};

/** What became of a probe, in a word: `ok`, or why not. */
export function resultWord({ result }: ProbeOutcome): string {
  if (result < FIRST_RESULT_CODE) return "ok";
  const code = Object.entries(RESULT_CODES).find(([, value]) => value === result);
  return code ? WORDS[code[0] as keyof typeof RESULT_CODES] : `code ${result}`;
}

/** `0.031 ms`, or a dash where there is no RTT. */
export function rttWord({ result }: ProbeOutcome): string {
  return result < FIRST_RESULT_CODE ? milliseconds(result) : "–";
}

/** What a note adds, for people; empty when there is none. */
export function noteWords(note: ProbeNote | undefined): string {
  switch (note?.kind) {
    case undefined:
      return "";
    case "user-stamped":
      return "stamped by this program";
    case "icmp-error":
      return `ICMP type ${note.type} code ${note.code}`;
    case "late":
      return `came after ${milliseconds(note.rttUs)}`;
    case "duplicates":
      return `${note.count} more answers`;
    case "http":
      return httpWords(note);
  }
}

function httpWords(note: ProbeNote & { kind: "http" }): string {
  const parts = [];
  if (note.status) {
    parts.push(`status ${note.status}`, `first byte after ${milliseconds(note.ttfbUs)}`);
  }
  if (note.certificateEndS) {
    const end = new Date(note.certificateEndS * 1000).toISOString().slice(0, 10);
    parts.push(`certificate ends ${end}`);
  }
  return parts.join(", ");
}

const milliseconds = (us: number) => `${(us / 1000).toFixed(3)} ms`;
