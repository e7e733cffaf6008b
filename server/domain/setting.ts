/** One setting in force, as text. */
export interface Setting {
  /** Its path in the configuration: `sessions.idleMs`. */
  name: string;
  /** As JSON, texts without quotes; `–` for what is not set. */
  value: string;
  /** The flag that sets it, without its dashes: `session-idle`. */
  flag: string;
}
