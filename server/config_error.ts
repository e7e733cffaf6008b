/** Flags, environment or files are not right; the message says which and what to do. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
