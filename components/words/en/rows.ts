/** The pages of one agent and of one target: all their paths over time. */
export const en = {
  caption: "Paths and their history",
  state: "State",
  agent: "Agent",
  target: "Target",
  chart: (range: string) => `Last ${range}: median, p5 to p95, loss below`,
  last: "Last",
  median: "Median",
  worstP95: "Highest p95",
  lost: "Lost",
  sort: "Order",
  sorts: { worst: "Worst first", name: "Name", rtt: "RTT, slowest first" },
  sortAgain: (moved: number) => `Sort again: ${moved} would move`,
  more: (left: string) => `Show more of the other ${left}`,
};
