/** How long a condition may take by default: far longer than on a quiet machine, in ms. */
export const DEADLINE_MS = 20_000;
const POLL_MS = 25;
/** Enough of a value to see what is wrong with it. */
const SHOWN_CHARACTERS = 3_000;

/**
 * Asks again and again until the answer is accepted, and gives that answer. A probe that throws
 * counts as an answer that is not accepted yet. What is true when the time is over is seen, however
 * long one probe takes: the last one begins after that.
 *
 * @param what the condition in words: "the agent is pending"
 * @throws {Error} after `withinMs`, with what was seen last
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  accept: (value: T) => unknown = Boolean,
  withinMs = DEADLINE_MS,
): Promise<T> {
  const startedAtMs = performance.now();
  for (;;) {
    const isLast = performance.now() - startedAtMs > withinMs;
    let seen: unknown;
    try {
      const value = await probe();
      if (accept(value)) return value;
      seen = value;
    } catch (error) {
      seen = error;
    }
    if (isLast) {
      const shown = typeof seen === "string" ? seen : Deno.inspect(seen, { depth: 6 });
      throw new Error(
        `not within ${withinMs / 1000} s: ${what}. Last seen: ${shown.slice(-SHOWN_CHARACTERS)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * What `promise` gives, unless it takes too long.
 * @throws {Error} after `withinMs`; `seen` adds what there was until then
 */
export async function inTime<T>(
  what: string,
  promise: Promise<T>,
  withinMs = DEADLINE_MS,
  seen: () => string = () => "",
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not within ${withinMs / 1000} s: ${what}. ${seen()}`)),
      withinMs,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
