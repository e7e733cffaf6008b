import type { Agent } from "@/shared/agent.ts";
import { Glyph, type GlyphName } from "@/components/state/Glyph.tsx";
import { agentsWords } from "@/components/words/agents.ts";

/** Where an agent stands, by glyph, colour and word. */
export function AgentState({ agent: { status, connected } }: { agent: Agent }) {
  const [glyph, look, word] = wordsOf(status, connected);
  return (
    <span class={`state ${look}`}>
      <Glyph name={glyph} />
      <span>{word}</span>
    </span>
  );
}

function wordsOf(
  status: Agent["status"],
  connected: boolean,
): [glyph: GlyphName, look: string, word: string] {
  const { states } = agentsWords();
  if (status === "pending") return ["wait", "", states.pending];
  if (status === "hold") return ["pause", "slow", states.hold];
  if (status === "blacklisted") return ["ban", "", states.blacklisted];
  return connected ? ["ok", "ok", states.connected] : ["nodata", "nodata", states.silent];
}
