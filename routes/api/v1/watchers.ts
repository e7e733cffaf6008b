import { define } from "@/server/define.ts";

/** Who has a live page open now, and from where. */
export const handler = define.handlers({
  GET: async (ctx) => {
    const { traffic, watchers } = ctx.state.domain;
    const all = watchers();
    const addresses = [...new Set(all.map(({ address }) => address))];
    const places = await Promise.all(addresses.map((address) => traffic.locate(address)));
    const placeOf = new Map(addresses.map((address, i) => [address, places[i]]));
    return ctx.json({
      watchers: all.map(({ person, address, topic, sinceMs }) => ({
        person,
        address,
        place: placeOf.get(address),
        topic,
        since: new Date(sinceMs).toISOString(),
      })),
    });
  },
});
