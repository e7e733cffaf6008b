import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { canonicalAddress } from "@/shared/canonical_address.ts";
import AddressView from "@/islands/AddressView.tsx";
import { meshLinks } from "@/components/traffic/mesh_links.ts";
import { define } from "@/server/define.ts";

const EVENTS_IN_PAGE = 200;

export const handler = define.handlers(async (ctx) => {
  const { traffic, agents, results } = ctx.state.domain;
  const ip = canonicalAddress(ctx.params.ip.replaceAll(/%3a/gi, ":"));
  if (ip === null) throw new HttpError(404);
  const [place, summary, { events }] = await Promise.all([
    traffic.locate(ip),
    traffic.source(ip),
    traffic.events({ src: ip, limit: EVENTS_IN_PAGE }),
  ]);
  const { agents: rows, targets } = results.matrix();
  const found = new Map(rows.map(({ id }) => [id, agents.resolved(id)]));
  const resolved = (agentId: string, targetId: string) => found.get(agentId)!.get(targetId);
  const mesh = meshLinks(ip, { agents: agents.list(), rows, targets, resolved });
  return page({ ip, place, ...summary, events, mesh, nowMs: Date.now() });
});

export default define.page<typeof handler>(function AddressPage({ data }) {
  return (
    <main id="content">
      <Head>
        <title>{`${data.ip} · Meshping`}</title>
      </Head>
      <AddressView {...data} />
    </main>
  );
});
