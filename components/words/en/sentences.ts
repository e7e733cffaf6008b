/** What is wrong, in sentences: each goes on after its subject. */
export const en = {
  unreachable: (agents: number) => `is unreachable from all ${agents} agents`,
  unreachableReporting: (agents: number) => `is unreachable from all ${agents} agents that report`,
  ownUplink: "reaches none of its targets: most likely its own uplink",
  noAgent: "No agent",
  noAgentReports: "reports: see their health",
  notYet: "is connected and has not reported yet",
  lostContact: "lost contact: no data, which is not down",
  block: (from: string, to: string) => `${from} to ${to}`,
  slow: "is slow",
  loses: (percent: string) => `loses ${percent}`,
  noAnswer: "does not answer",
  fromMost: "from most agents",
  toMost: "to most targets at once",
  /** What is wrong, and where when that is said. */
  ill: (what: string, where: string | null) => where === null ? what : `${what} ${where}`,
  /** What is wrong with a path, and with how many others. */
  single: (what: string, others: number) =>
    others === 0 ? what : `${what}, and ${others} other ${others === 1 ? "path" : "paths"} like it`,
};
