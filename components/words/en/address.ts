/** All that is known of one address. */
export const en = {
  inFeed: "In the live feed",
  place: "Place",
  network: "Network",
  firstSeen: "First seen",
  lastSeen: "Last seen",
  eventsKept: "Events kept",
  rate: "Events a second",
  events: "Events",
  newestOf: (shown: number, count: string) => `the newest ${shown} of ${count}`,
  noEvent: "No event from this address is kept.",
  agentHere: "An agent comes from here:",
  meshTarget: "A mesh target:",
  asking: "asking the DNS…",
  noName: "no name in the DNS",
  noAnswer: "the DNS did not answer",
  notAsked: "the DNS could not be asked",
};
