/** Calls `act` at once, and again every `everyMs` until it is disposed of. */
export function repeating(everyMs: number, act: () => void): Disposable {
  act();
  const timer = setInterval(act, everyMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
