import { canonicalAddress } from "@/shared/canonical_address.ts";
import type { MeshLink } from "./MeshLinks.tsx";

interface Mesh {
  agents: readonly { id: string | null; name: string; address: string }[];
  /** Rows of the matrix. */
  rows: readonly { id: string; name: string }[];
  targets: readonly { id: string; name: string; address: string }[];
}

/** Most links: a target has a path from every agent. */
const MAX_LINKS = 12;

/** The agents that come from `ip` and the paths that lead to it. */
export function meshLinks(ip: string, { agents, rows, targets }: Mesh): MeshLink[] {
  const own = agents.filter(({ address }) => canonicalAddress(address) === ip)
    .map(({ name }): MeshLink => ({ what: "agent", name, href: null }));
  const paths = targets.filter(({ address }) => canonicalAddress(address) === ip)
    .flatMap((target) =>
      rows.length === 0
        ? [{ what: "path" as const, name: target.name, href: null }]
        : rows.map((row): MeshLink => ({
          what: "path",
          name: `${row.name} → ${target.name}`,
          href: `/mesh/${encodeURIComponent(row.id)}/${encodeURIComponent(target.id)}`,
        }))
    );
  return [...own, ...paths].slice(0, MAX_LINKS);
}
