import type {
  AgentAnswer,
  CellAnswer,
  MatrixAnswer,
  ResultsAnswer,
  TargetsAnswer,
} from "./answers.ts";
import type { Client } from "./client.ts";

/** An enrolment token for one agent, pending or let in at once. */
export async function enrol(client: Client, preApproved: boolean): Promise<string> {
  const body = { pre_approved: preApproved };
  return (await client.post<{ token: string }>("/api/v1/enrolments", body, 201)).token;
}

export async function agentsOf(client: Client): Promise<AgentAnswer[]> {
  return (await client.json<{ agents: AgentAnswer[] }>("/api/v1/agents")).agents;
}

/** Makes `addresses` the whole list of targets. */
export function setTargets(client: Client, addresses: string[]): Promise<TargetsAnswer> {
  return client.json<TargetsAnswer>("/api/v1/targets", { method: "PUT", body: addresses });
}

/** The last hour of one path, oldest first. */
export async function pointsOf(
  client: Client,
  agentId: string,
  targetId: string,
): Promise<ResultsAnswer["points"]> {
  return (await client.json<ResultsAnswer>(`/api/v1/results/${agentId}/${targetId}`)).points;
}

/** The cells of the first agent, by the target's address. */
export async function cellsByAddress(client: Client): Promise<Record<string, CellAnswer>> {
  const { agents, targets, cells } = await client.json<MatrixAnswer>("/api/v1/matrix");
  const own = cells.filter((cell) => cell.agent === agents[0]?.id);
  const addressOf = new Map(targets.map(({ id, address }) => [id, address]));
  return Object.fromEntries(own.map((cell) => [addressOf.get(cell.target), cell]));
}
