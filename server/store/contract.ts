/** One demand on a store. The test module of an implementation registers it. */
export interface Demand<Opened> {
  what: string;
  check(open: () => Opened | Promise<Opened>): Promise<void>;
}

/**
 * Demands that every implementation must meet, written as `test("what", work)`. Each opens a store
 * of its own, is given what `prepare` makes of it, and closes it.
 */
export function contractOf<Opened extends { close(): void | Promise<void> }, Subject>(
  prepare: (opened: Opened) => Subject | Promise<Subject>,
  list: (test: (what: string, work: (subject: Subject) => Promise<void>) => void) => void,
): Demand<Opened>[] {
  const demands: Demand<Opened>[] = [];
  list((what, work) =>
    demands.push({
      what,
      check: async (open) => {
        const opened = await open();
        try {
          await work(await prepare(opened));
        } finally {
          await opened.close();
        }
      },
    })
  );
  return demands;
}
