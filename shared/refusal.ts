/** Stable codes: programs may rely on them. */
export type RefusalCode =
  | "invalid"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "unauthenticated"
  | "forbidden"
  | "too_many_requests"
  | "unavailable";

/** One thing that is wrong with the input. */
export interface FieldProblem {
  /** Path into the input, such as `targets.3.address`. */
  field: string;
  message: string;
}

/**
 * An expected refusal: the request was understood and the answer is no. The message is for the
 * person who asked, and says what to do. Anything else that is thrown is an error of ours.
 */
export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly fields: FieldProblem[] = [],
  ) {
    super(message);
  }
}
