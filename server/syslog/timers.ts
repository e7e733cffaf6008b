/** The two timer functions used here; the global ones fit. */
export interface Timers {
  setTimeout(run: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
}
