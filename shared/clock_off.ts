/**
 * A clock further from the server's than this is off, in milliseconds: rounds are corrected and
 * flagged. Apart from the wire, whose schemas a browser need not load.
 */
export const CLOCK_OFF_MS = 2_000;
