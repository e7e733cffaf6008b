import type { DatabaseSync } from "node:sqlite";

/** The oldest round of each agent in the journal: two look-ups an agent, however long it is. */
const OLDEST_BY_AGENT = `
  WITH RECURSIVE agents (agent) AS (
    SELECT min(agent) FROM journal
    UNION ALL
    SELECT (SELECT min(agent) FROM journal WHERE agent > agents.agent) FROM agents
    WHERE agents.agent IS NOT NULL)
  SELECT agent, (SELECT min(started_at_ms) FROM journal AS j WHERE j.agent = agents.agent) AS atMs
  FROM agents WHERE agent IS NOT NULL ORDER BY atMs, agent LIMIT 1`;

/** Finds the agent with the oldest round in the journal, and the start of that round. */
export function oldestInJournal(
  db: DatabaseSync,
): () => { agent: number; atMs: number } | undefined {
  const select = db.prepare(OLDEST_BY_AGENT);
  return () => select.get() as { agent: number; atMs: number } | undefined;
}
