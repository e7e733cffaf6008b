import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import PathView, { type NamedPath } from "@/islands/PathView.tsx";
import {
  endsOf,
  type PathQuery,
  readPathQuery,
  resolutionOf,
} from "@/components/path/path_range.ts";
import type { PathData } from "@/components/path/use_path_data.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { define, type ResultsService } from "@/server/define.ts";
import type { MatrixAgent, MatrixTarget } from "@/shared/live/matrix.ts";

const HOUR_MS = 3_600_000;
/** More than this in a list is no choice any more; the address takes any path. */
const MAX_OTHERS = 200;

export const handler = define.handlers(async (ctx) => {
  const { results } = ctx.state.domain, view = results.matrix(), nowMs = view.sentAtMs;
  const agent = view.agents.find(({ id }) => id === ctx.params.agent);
  const target = view.targets.find(({ id }) => id === ctx.params.target);
  if (!agent || !target) throw new HttpError(404);
  const { points, notes } = await results.annotated(
    agent.id,
    target.id,
    nowMs - HOUR_MS,
    nowMs + 1,
  );
  const addressOf = new Map(
    ctx.state.domain.agents.list().map(({ id, address }) => [id, address]),
  );
  const others = otherPaths(view, agent.id, target.id);
  const back = wayBack(view, addressOf, agent, target);
  const query = readPathQuery(ctx.url.searchParams);
  const events = await ctx.state.domain.agents.events(agent.id);
  const log = events.map(({ atMs, event, detail }) => ({ atMs, event, detail }));
  const stretch = isLastHour(query)
    ? null
    : await readStretch(results, agent.id, target.id, endsOf(query.range, nowMs));
  return page({ agent, target, points, notes, log, nowMs, query, stretch, back, others });
});

export default define.page<typeof handler>(function PathPage({ data }) {
  const { agent, target } = data;
  return (
    <main id="content">
      <Head>
        <title>{visibleText(`${agent.name} → ${target.name} · Meshping`)}</title>
      </Head>
      <PathView {...data} />
    </main>
  );
});

const isLastHour = ({ range }: PathQuery) => "name" in range && range.name === "1h";

/** A range in the steps in which it is drawn; a browser with script then asks for single results. */
async function readStretch(
  results: ResultsService,
  agentId: string,
  targetId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<PathData> {
  const { binMs } = resolutionOf(toMs - fromMs);
  const steps = await results.steps(agentId, targetId, fromMs, toMs, binMs);
  const bins = steps.map(({ atMs, sent, lost, p5Us, p50Us, p95Us, spread }) => (
    { atMs, sent, lost, p5Us, p50Us, p95Us, spread }
  ));
  const notes = await results.notes(agentId, targetId, fromMs, toMs);
  return { fromMs, toMs, binMs, bins, points: null, notes };
}

interface Axes {
  agents: MatrixAgent[];
  targets: MatrixTarget[];
}

function otherPaths(view: Axes, agentId: string, targetId: string): NamedPath[] {
  const target = view.targets.find(({ id }) => id === targetId)!;
  const agent = view.agents.find(({ id }) => id === agentId)!;
  const toTarget = view.agents.filter(({ id }) => id !== agentId)
    .map(({ id, name }) => ({ agentId: id, targetId, name: `${name} → ${target.name}` }));
  const fromAgent = view.targets.filter(({ id }) => id !== targetId)
    .map(({ id, name }) => ({ agentId, targetId: id, name: `${agent.name} → ${name}` }));
  return [...toTarget.slice(0, MAX_OTHERS), ...fromAgent.slice(0, MAX_OTHERS)];
}

/** From the agent that has the target's address, to the target that has the agent's. */
function wayBack(
  view: Axes,
  addressOf: ReadonlyMap<string | null, string>,
  agent: MatrixAgent,
  target: MatrixTarget,
): NamedPath | null {
  const there = view.agents.find(({ id }) =>
    id !== agent.id && addressOf.get(id) === target.address
  );
  const here = view.targets.find(({ address }) => address === addressOf.get(agent.id));
  if (!there || !here) return null;
  return { agentId: there.id, targetId: here.id, name: `${there.name} → ${here.name}` };
}
