/** This process may open neither a raw nor a datagram ICMP socket. The message says what helps. */
export class IcmpDenied extends Error {
  override readonly name = "IcmpDenied";

  constructor(options?: ErrorOptions) {
    super(
      [
        "This process may not send ICMP echo requests. One of these helps:",
        '1. give the program the right: sudo setcap cap_net_raw+ep "$(readlink -f "$(command -v deno)")",' +
        " or in a systemd unit: AmbientCapabilities=CAP_NET_RAW;",
        '2. let groups use ping sockets: sudo sysctl -w net.ipv4.ping_group_range="0 2147483647";',
        "3. run it as root.",
      ].join("\n"),
      options,
    );
  }
}
