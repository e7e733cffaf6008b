import type { Agent } from "@/shared/agent.ts";

/** The agents in which every word of `query` occurs somewhere a person would look. */
export function filterAgents(agents: readonly Agent[], query: string): Agent[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return agents.filter((agent) => {
    const text = [
      agent.name,
      agent.hostname,
      agent.id,
      agent.address,
      agent.previousAddress,
      agent.place,
      agent.version,
      agent.fingerprint,
      // A fingerprint is read out in groups, and pasted without.
      agent.fingerprint.replaceAll(" ", ""),
    ].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
