/** A log-in form has a name and a password; nobody's is longer. */
const MAX_FORM_BYTES = 16 * 1024;
const FORM = "application/x-www-form-urlencoded";

/**
 * What is wrong with the body of a request that anybody may send, by its headers, or `null`. Until
 * somebody has logged in the server reads one small form: what a stranger sends is held in memory.
 */
export function smallFormProblem(headers: Headers): string | null {
  const type = headers.get("content-type")?.split(";")[0].trim().toLowerCase();
  if (type !== FORM) return `the body must be a form (${FORM})`;
  const length = Number(headers.get("content-length") ?? NaN);
  // A browser always says how long its form is; without it there would be no limit.
  if (length <= MAX_FORM_BYTES) return null;
  return `a form has at most ${MAX_FORM_BYTES} bytes, and says its length`;
}
