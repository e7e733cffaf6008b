import { canonicalAddress } from "@/shared/canonical_address.ts";
import type { MeshLink } from "./MeshLinks.tsx";

interface Mesh {
  agents: readonly { id: string | null; name: string; address: string }[];
  /** Rows of the matrix. */
  rows: readonly { id: string; name: string }[];
  targets: readonly { id: string; name: string; address: string }[];
  /** Where an agent's requests to a target go that is a host name, if that is known. */
  resolved(agentId: string, targetId: string): string | undefined;
}

/** Most links: a target has a path from every agent. */
const MAX_LINKS = 12;

/** The agents that come from `ip` and the paths that lead to it. */
export function meshLinks(ip: string, { agents, rows, targets, resolved }: Mesh): MeshLink[] {
  const own = agents.filter(({ address }) => canonicalAddress(address) === ip)
    .map(({ name }): MeshLink => ({ what: "agent", name, href: null }));
  const paths = targets.flatMap((target) => {
    const literal = canonicalAddress(target.address);
    if (literal === ip && rows.length === 0) {
      return [{ what: "path" as const, name: target.name, href: null }];
    }
    return rows.filter((row) => (literal ?? resolved(row.id, target.id)) === ip)
      .map((row): MeshLink => ({
        what: "path",
        name: `${row.name} → ${target.name}`,
        href: `/mesh/${encodeURIComponent(row.id)}/${encodeURIComponent(target.id)}`,
      }));
  });
  return [...own, ...paths].slice(0, MAX_LINKS);
}
