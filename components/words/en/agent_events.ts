const because = (what: string, detail: string) => detail ? `${what}: ${detail}` : what;

/** What happens to an agent, among the events of its paths. */
export const en = {
  connected: (detail: string) => because("the agent connected", detail),
  disconnected: (detail: string) => because("the agent's connection ended", detail),
  held: (detail: string) => because("the agent is on hold", detail),
  approved: (detail: string) => because("the agent was approved", detail),
  replaced: (detail: string) => because("the agent connected a second time", detail),
  rekeyed: (detail: string) => because("the agent has a new key", detail),
};
