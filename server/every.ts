/**
 * Runs `work` every `intervalMs` milliseconds, never twice at once; a run that fails is reported
 * and the next one comes. Disposing it waits for the run that is under way.
 */
export function every(
  intervalMs: number,
  onError: (error: unknown) => void,
  work: () => void | Promise<void>,
): AsyncDisposable {
  let running: Promise<void> | null = null;
  const run = async () => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(() => {
    running ??= run().finally(() => running = null);
  }, intervalMs);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
