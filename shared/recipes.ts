/** Names of the recipes, in the order in which they are shown. */
export const RECIPE_IDS = [
  "iptables",
  "ip6tables",
  "nftables",
  "rsyslog-udp",
  "rsyslog-tcp",
  "syslog-ng",
  "nginx",
  "apache",
  "haproxy",
  "caddy",
  "traefik",
] as const;
export type RecipeId = typeof RECIPE_IDS[number];

/** Lines a second that the limited form of a firewall's recipe writes at most. */
export const LIMIT_A_SECOND = 10;

/** How one kind of sender is set up: text to paste, and where. */
export interface Recipe {
  /** Short name for links, such as `rsyslog-tcp`. */
  id: RecipeId;
  /** What it is for, as a heading. */
  title: string;
  /** What to know before: where the text goes, and what to restart. Plain text. */
  note: string;
  /** The text to paste. */
  text: string;
  /** The same with a limit of {@linkcode LIMIT_A_SECOND}, where there is one. */
  limited?: string;
}

/** Of nginx and of Apache alike: `combined`, then the seconds it took and the site. */
const NGINX_FORMAT = [
  `log_format meshping '$remote_addr - $remote_user [$time_local] "$request" $status '`,
  `  '$body_bytes_sent "$http_referer" "$http_user_agent" rt=$request_time host=$host';`,
].join("\n");

const RSYSLOG_FILE = "In /etc/rsyslog.d/30-meshping.conf; then: systemctl restart rsyslog.";

/**
 * Recipes for every kind of sender, for a server that receives syslog at `host` and `port` (UDP
 * and TCP). The texts are pasted into shells and configurations: `host` must be a plain host name
 * or address, which the caller has made sure of.
 */
export function senderRecipes(host: string, port: number): Recipe[] {
  return [...firewalls(), ...daemons(host, port), ...webServers(host, port)];
}

const LIMIT = `limit --limit ${LIMIT_A_SECOND}/second --limit-burst 20`;

function firewalls(): Recipe[] {
  const note =
    "Writes a line to the kernel's log for each ping that comes in. A limit on the rule " +
    "(-m limit) protects the log, and makes the counts a floor.";
  return [
    {
      id: "iptables",
      title: "iptables",
      note,
      text: `iptables -I INPUT -p icmp --icmp-type echo-request -j LOG --log-prefix "IPT_ICMP "`,
      limited:
        `iptables -I INPUT -p icmp --icmp-type echo-request -m ${LIMIT} -j LOG --log-prefix "IPT_ICMP "`,
    },
    {
      id: "ip6tables",
      title: "ip6tables",
      note,
      text:
        `ip6tables -I INPUT -p icmpv6 --icmpv6-type echo-request -j LOG --log-prefix "IPT_ICMP6 "`,
      limited:
        `ip6tables -I INPUT -p icmpv6 --icmpv6-type echo-request -m ${LIMIT} -j LOG --log-prefix "IPT_ICMP6 "`,
    },
    {
      id: "nftables",
      title: "nftables",
      note: "In a table and chain of your own, beside the rules that are there.",
      text: nftables(""),
      limited: nftables(`limit rate ${LIMIT_A_SECOND}/second burst 20 packets `),
    },
  ];
}

const nftables = (limit: string) =>
  [
    "table inet meshping {",
    "  chain input {",
    "    type filter hook input priority -1; policy accept;",
    `    icmp type echo-request ${limit}log prefix "IPT_ICMP "`,
    `    icmpv6 type echo-request ${limit}log prefix "IPT_ICMP6 "`,
    "  }",
    "}",
  ].join("\n");

function daemons(host: string, port: number): Recipe[] {
  return [
    {
      id: "rsyslog-udp",
      title: "rsyslog over UDP",
      note: `${RSYSLOG_FILE} What is sent while the server is down is lost.`,
      text:
        `:msg, contains, "IPT_ICMP" action(type="omfwd" target="${host}" port="${port}" protocol="udp")`,
    },
    {
      id: "rsyslog-tcp",
      title: "rsyslog over TCP with a disk queue",
      note: `${RSYSLOG_FILE} While the server is down the lines wait on the sender's disk.`,
      text: [
        `:msg, contains, "IPT_ICMP" action(type="omfwd" target="${host}" port="${port}" protocol="tcp"`,
        `  TCP_Framing="octet-counted" queue.type="LinkedList" queue.filename="meshping"`,
        `  queue.maxDiskSpace="1g" queue.saveOnShutdown="on" action.resumeRetryCount="-1")`,
      ].join("\n"),
    },
    {
      id: "syslog-ng",
      title: "syslog-ng over TCP with a disk buffer",
      note: "In /etc/syslog-ng/conf.d/meshping.conf; then: systemctl restart syslog-ng. " +
        "s_src is the name of Debian's source.",
      text: [
        `destination d_meshping {`,
        `  syslog("${host}" port(${port}) transport("tcp")`,
        `    disk-buffer(reliable(yes) disk-buf-size(1073741824)));`,
        `};`,
        `log { source(s_src); destination(d_meshping); };`,
      ].join("\n"),
    },
  ];
}

function webServers(host: string, port: number): Recipe[] {
  const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  return [
    {
      id: "nginx",
      title: "nginx",
      note: "In the http block of /etc/nginx/nginx.conf; then: nginx -s reload.",
      text: `${NGINX_FORMAT}\naccess_log syslog:server=${address},tag=nginx meshping;`,
    },
    {
      id: "apache",
      title: "Apache",
      note:
        "In the server's configuration; then: apachectl graceful. Apache has no syslog of its " +
        "own for access logs, so logger sends them.",
      text: [
        String
          .raw`LogFormat "%h - %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" us=%D site=%v" meshping`,
        `CustomLog "|/usr/bin/logger --server ${host} --port ${port} --tcp --tag apache" meshping`,
      ].join("\n"),
    },
    {
      id: "haproxy",
      title: "HAProxy",
      note:
        "In /etc/haproxy/haproxy.cfg; then: systemctl reload haproxy. Its times have no zone: " +
        "start the server with --syslog-zones where HAProxy's is not UTC.",
      text: `global\n  log ${address} local0\ndefaults\n  log global\n  option httplog`,
    },
    {
      id: "caddy",
      title: "Caddy",
      note: "In the site's block of the Caddyfile; then: caddy reload. One JSON object a line.",
      text: `log {\n  output net tcp/${address}\n  format json\n}`,
    },
    {
      id: "traefik",
      title: "Traefik",
      note:
        "Traefik writes a file, which rsyslog follows. The first part is Traefik's, the second " +
        "is for /etc/rsyslog.d/30-meshping.conf.",
      text: [
        "accessLog:",
        "  filePath: /var/log/traefik/access.log",
        "  format: json",
        "",
        `module(load="imfile")`,
        `input(type="imfile" file="/var/log/traefik/access.log" tag="traefik:" ruleset="meshping")`,
        `ruleset(name="meshping") {`,
        `  action(type="omfwd" target="${host}" port="${port}" protocol="tcp"`,
        `    TCP_Framing="octet-counted")`,
        `}`,
      ].join("\n"),
    },
  ];
}
