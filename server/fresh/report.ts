type Reporter = (error: unknown) => void;

let report: Reporter = (error) => console.error(error);

/** Hands an error that became a 5xx answer to the log. */
export function reportServerError(error: unknown): void {
  report(error);
}

/**
 * Replaces where 5xx errors are logged (default `console.error`), for the
 * whole process; returns the previous one. Not part of Fresh's API: only the
 * code that starts the server calls it.
 */
export function setErrorReporter(next: Reporter): Reporter {
  const previous = report;
  report = next;
  return previous;
}
