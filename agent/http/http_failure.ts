import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { tcpErrorResult } from "../tcp/tcp_prober.ts";

/** Why an exchange gave no answer, as the result that stands for it. */
export class HttpFailure extends Error {
  override name = "HttpFailure";
  constructor(readonly state: keyof typeof RESULT_CODES) {
    super(state);
  }
}

/** What an error of a socket or of the HTTP parser says of the target. */
export function failureOf(error: unknown, signal: AbortSignal): HttpFailure {
  if (error instanceof HttpFailure) return error;
  if (signal.aborted) return new HttpFailure("timeout");
  const { code } = error as { code?: unknown };
  // The parser's own: HPE_INVALID_CONSTANT, HPE_HEADER_OVERFLOW …
  if (typeof code === "string" && code.startsWith("HPE_")) return new HttpFailure("notHttp");
  const result = tcpErrorResult(error);
  const state = Object.entries(RESULT_CODES).find(([, value]) => value === result)![0];
  return new HttpFailure(state as HttpFailure["state"]);
}
