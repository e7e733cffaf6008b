import { notesWords } from "@/components/words/notes.ts";

const DAY_MS = 86_400_000;
/** Nearer than this, somebody should see to it; nearer than the second, today. */
const NEAR_DAYS = 21, URGENT_DAYS = 3;

/** When a certificate ends, in words, and how pressing that is. */
export function certificateWords(
  endMs: number,
  nowMs: number,
): { text: string; state: "ok" | "slow" | "fail" } {
  const leftMs = endMs - nowMs;
  const days = Math.floor(Math.abs(leftMs) / DAY_MS);
  if (leftMs <= 0) return { text: notesWords().ended(days), state: "fail" };
  const state = days < URGENT_DAYS ? "fail" : days < NEAR_DAYS ? "slow" : "ok";
  return { text: notesWords().ends(days), state };
}
