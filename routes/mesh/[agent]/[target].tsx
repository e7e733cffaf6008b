import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import PathView, { type NamedPath } from "@/islands/PathView.tsx";
import {
  endsOf,
  type PathQuery,
  readPathQuery,
  resolutionOf,
} from "@/components/path/path_range.ts";
import { packPoints, packStretch } from "@/components/path/path_start.ts";
import { binData, dataUrl, type PathData, pathData } from "@/components/path/use_path_data.ts";
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
  return page({
    view: {
      agent,
      target,
      points: packPoints(points),
      notes,
      log,
      nowMs,
      query,
      stretch: stretch && packStretch(stretch),
      back,
      others,
    },
    next: stretch && dataUrl(
      { agentId: agent.id, targetId: target.id },
      stretch.fromMs,
      stretch.toMs,
    ),
  });
});

export default define.page<typeof handler>(function PathPage({ data }) {
  const { view, next } = data, { agent, target } = view;
  return (
    <main id="content">
      <Head>
        <title>{visibleText(`${agent.name} → ${target.name} · Meshping`)}</title>
        {next && <link rel="preload" as="fetch" crossorigin="anonymous" href={next} />}
      </Head>
      <PathView {...view} />
    </main>
  );
});

const isLastHour = ({ range }: PathQuery) => "name" in range && range.name === "1h";

/** A range as it is drawn: of single results where they are asked for, read once for all of it. */
async function readStretch(
  results: ResultsService,
  agentId: string,
  targetId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<PathData> {
  const { step, binMs } = resolutionOf(toMs - fromMs);
  if (step === null) {
    const { points, notes } = await results.annotated(agentId, targetId, fromMs, toMs + 1);
    return pathData(points, notes, fromMs, toMs);
  }
  const bins = await results.steps(agentId, targetId, fromMs, toMs, binMs);
  const notes = await results.notes(agentId, targetId, fromMs, toMs);
  return binData(bins, notes, fromMs, toMs, binMs);
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
