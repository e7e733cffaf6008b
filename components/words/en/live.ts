/** Whether a page moves, and the button that copies. */
export const en = {
  pause: "Pause",
  resume: "Resume",
  pausedAt: (time: string) => `Paused at ${time}`,
  live: "Live",
  connecting: "Connecting",
  reconnecting: (time: string) => `Reconnecting · as of ${time}`,
  copy: "Copy",
  copied: "Copied",
  byHand: "Select it by hand",
};
