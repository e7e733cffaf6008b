import { Visible } from "@/components/text/Visible.tsx";
import { addressWords } from "@/components/words/address.ts";

/** What an address is in the mesh: a path to it, or an agent that comes from it. */
export interface MeshLink {
  what: "path" | "agent";
  name: string;
  href: string | null;
}

/** Says that an address belongs to the mesh, and leads there. */
export function MeshLinks({ links }: { links: readonly MeshLink[] }) {
  const words = addressWords();
  if (!links.length) return null;
  return (
    <ul class="mesh-links small">
      {links.map(({ what, name, href }) => (
        <li key={`${what} ${name}`}>
          {what === "agent" ? words.agentHere : words.meshTarget} {href
            ? (
              <a href={href}>
                <Visible text={name} />
              </a>
            )
            : <Visible text={name} />}
        </li>
      ))}
    </ul>
  );
}
