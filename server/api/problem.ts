import { type FieldProblem, Refusal, type RefusalCode } from "@/shared/refusal.ts";

/** The status of each code. */
export const STATUS: Record<RefusalCode, number> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  unauthenticated: 401,
  forbidden: 403,
  too_many_requests: 429,
  unavailable: 503,
};

const TITLE: Record<RefusalCode, string> = {
  invalid: "The input is not right",
  not_found: "There is no such thing",
  precondition_failed: "It has changed meanwhile",
  conflict: "This does not fit what is there",
  unauthenticated: "Not logged in",
  forbidden: "Not allowed",
  too_many_requests: "Too many requests",
  unavailable: "Not available now",
};

/** An error as the API says it: `application/problem+json` (RFC 9457) with a stable `code`. */
export function problem(
  code: RefusalCode,
  detail: string,
  fields: readonly FieldProblem[] = [],
): Response {
  const status = STATUS[code];
  const body = { type: "about:blank", title: TITLE[code], status, code, detail };
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (status === 401) headers["www-authenticate"] = "Bearer";
  const json = JSON.stringify(fields.length ? { ...body, errors: fields } : body);
  return new Response(json, { status, headers });
}

/** Runs `work`; a refusal becomes a problem, anything else is thrown on. */
export async function answering(work: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return problem(error.code, error.message, error.fields);
    throw error;
  }
}
