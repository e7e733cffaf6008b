/** The command line is not right; the message says what it takes. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** The command was understood and did not succeed; the message says what to do. */
export class CommandFailed extends Error {
  override name = "CommandFailed";
}
