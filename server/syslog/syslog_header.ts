/** What a syslog header said, whichever of the two formats it had. */
export interface SyslogHeader {
  /** Unix time in milliseconds, or null when there was no time stamp that makes sense. */
  sentAtMs: number | null;
  /** The time stamp said its zone and year; otherwise both were assumed. */
  zoned: boolean;
  host: string | null;
  app: string | null;
  /** What follows the header, tag included in neither. */
  message: string;
}
