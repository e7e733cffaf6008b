/** A build that failed for a reason its author can mend; the message is for people. */
export class BuildError extends Error {
  override name = "BuildError";
}
