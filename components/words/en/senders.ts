/** How to make a machine send its log here. */
export const en = {
  syslogOff: "Syslog is off",
  startWith: "Start the server with",
  toSee: "to see what reaches your machines.",
  nothingYet: "Nothing has arrived yet",
  whatFor:
    "Firewalls, web servers and anything else that writes syslog can send here: what pings your machines, and what they are asked for, shows up live with its place on earth.",
  waiting: (port: number) => `Waiting for the first message on UDP port ${port}`,
  works: "It works: the first message came from",
  openedHere:
    "This page was opened on the server itself: put an address that the sender reaches in the place of",
  openedHereEnd: ".",
  logPings: "On a Linux machine, log each ping that comes in",
  sendHere: "Send these lines here: in",
  then: ", then",
  otherKinds: "nftables, syslog-ng, web servers and other kinds of sender",
  tryOnly: "Or only try whether the way is open",
};
