import assert from "node:assert/strict";
import { DEADLINE_MS, until } from "./until.ts";

/**
 * Looks again and again until `check` throws no more, and gives what it accepted: a page is asked
 * until it has drawn what is expected of it, never once.
 *
 * @param what the expectation in words: "the filter is in the address"
 * @throws {Error} after `withinMs`, with what `check` said last
 */
export async function soon<T>(
  what: string,
  probe: () => T | Promise<T>,
  check: (value: T) => void,
  withinMs = DEADLINE_MS,
): Promise<T> {
  const look = async () => {
    const value = await probe();
    check(value);
    return { value };
  };
  let problem: unknown;
  const noted = () => look().catch((error) => void (problem = error));
  const found = await until(what, noted, Boolean, withinMs).catch(() => undefined);
  if (found) return found.value;
  const said = problem instanceof Error ? problem.message : String(problem);
  throw new Error(`not within ${withinMs / 1000} s: ${what}. ${said}`, { cause: problem });
}

/** Waits until the answer deeply equals `expected`; fails with the difference. */
export function soonEqual<T>(
  what: string,
  probe: () => T | Promise<T>,
  expected: T,
  withinMs?: number,
): Promise<T> {
  return soon(what, probe, (value) => assert.deepEqual(value, expected), withinMs);
}

/** Waits until a text fits `pattern`, and gives it; fails with the text. */
export function soonMatch(
  what: string,
  probe: () => string | null | Promise<string | null>,
  pattern: RegExp,
  withinMs?: number,
): Promise<string> {
  const read = async () => await probe() ?? "";
  return soon(what, read, (text) => assert.match(text, pattern), withinMs);
}

/** Longer than a page gathers news before it draws them. */
const APART_MS = 300;

/** What a page shows when it has come to rest: the same twice in a row, a while apart. */
export async function settled<T>(what: string, probe: () => Promise<T>): Promise<T> {
  let now = await probe();
  await soon(`${what} settled`, async () => {
    const before = now;
    await new Promise((resolve) => setTimeout(resolve, APART_MS));
    return [before, now = await probe()];
  }, ([before, after]) => assert.deepEqual(before, after));
  return now;
}
