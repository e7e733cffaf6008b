/**
 * Thrown anywhere in a request to answer with an HTTP status. The nearest
 * `_error.tsx` renders it, a 404 goes to the not-found page; without either
 * the message is the plain text body (never for 5xx, whose message stays in
 * the log).
 */
export class HttpError extends Error {
  override name = "HttpError";
  /** The HTTP status to answer with, 400–599. */
  readonly status: number;

  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Reason phrases for the plain text answers (RFC 9110, section 15). */
const REASONS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  426: "Upgrade Required",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** The answer when no error page took the error. Shows neither stack nor cause. */
export function plainErrorResponse(error: unknown): Response {
  if (!(error instanceof HttpError)) return new Response("Internal server error", { status: 500 });
  const reason = REASONS[error.status] ?? "Error";
  const text = error.status < 500 ? error.message || reason : REASONS[error.status] ??
    "Internal server error";
  return new Response(text, { status: error.status });
}
