import { senderRecipes } from "@/shared/recipes.ts";

/** Lines to paste on a machine that shall send. */
export interface SenderLines {
  /** For the firewall: writes a log line for each ping that comes in, over IPv4 and IPv6. */
  iptables: string;
  /** For rsyslog: sends those lines here. */
  rsyslog: string;
  /** Sends one line from any machine, to see whether the way is open. */
  trial: string;
}

/** The lines for a server that receives syslog at `host` and UDP `port`. */
export function senderLines(host: string, port: number): SenderLines {
  const recipes = new Map(senderRecipes(host, port).map(({ id, text }) => [id, text]));
  return {
    iptables: `${recipes.get("iptables")}\n${recipes.get("ip6tables")}`,
    rsyslog: recipes.get("rsyslog-udp")!,
    trial: `logger --server ${host} --port ${port} --udp --rfc3164 "hello from $(hostname)"`,
  };
}

/**
 * The host of `url` as other programs write it, or `null` when it is one that other machines cannot
 * reach. Anything that is no plain host name or address is refused: the lines are pasted into a shell.
 */
export function reachableHost(url: URL): string | null {
  const host = plainHost(url.hostname.replace(/^\[|\]$/g, ""));
  if (host === null) return null;
  return host === "localhost" || host === "::1" || host.startsWith("127.") ? null : host;
}

/** A plain host name or address as it is, or `null`: anything else is pasted into no shell. */
export function plainHost(text: string): string | null {
  return /^[a-z0-9._:][a-z0-9._:-]*$/i.test(text) && text.length <= 253 ? text : null;
}
