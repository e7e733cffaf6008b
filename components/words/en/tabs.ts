/** The pages of the administration. */
export const en = {
  title: "Admin",
  wait: (n: number) => `${n} wait`,
  names: {
    agents: "Agents",
    targets: "Targets",
    setup: "Set up senders",
    tokens: "Tokens",
    users: "Users",
    audit: "Audit log",
    settings: "Settings",
    watchers: "Watching",
  },
};
