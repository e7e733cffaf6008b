/** What was noted on single results, and certificates. */
export const en = {
  starved: "measured while the agent was starved of CPU time",
  clockStepped: "the agent's clock was set",
  userStamped: "stamped by the agent, not by its kernel: its own delays are in the RTT",
  lateOne: (rtt: string) => `late, not lost: an answer came after ${rtt}`,
  lateSome: (rtt: string, count: string) => `late, not lost: ${count} answers, one after ${rtt}`,
  duplicates: (answers: string) => `${answers} more answers than requests`,
  status: (status: number) => `HTTP status ${status}`,
  icmp: (from: string, name: string) => `${from} says: ${name}`,
  several: (count: string, until: string) => ` · ${count} results, until ${until}`,
  starvedLong: "▀ measured while the agent was starved",
  starvedShort: "▀ agent starved",
  httpStatus: "Status",
  firstByte: "First byte",
  certificate: "Certificate",
  theCertificate: (ends: string) => `The certificate ${ends}`,
  ended: (days: number) =>
    days === 0 ? "ended today" : `ended ${days} ${days === 1 ? "day" : "days"} ago`,
  ends: (days: number) =>
    days === 0 ? "ends today" : `ends in ${days} ${days === 1 ? "day" : "days"}`,
};
