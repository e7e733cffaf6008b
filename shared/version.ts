/** Version of Meshping: server and agent have the same one. */
export const VERSION = "0.1.0";
