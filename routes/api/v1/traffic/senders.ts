import { define } from "@/server/define.ts";

const time = (atMs: number) => new Date(atMs).toISOString();

/** Who sends, and which kinds of sender have come. */
export const handler = define.handlers({
  GET: (ctx) => {
    const { traffic } = ctx.state.domain;
    const { received, refused, dropped, kernelDropped, numbersLeftOut } = traffic.counters();
    return ctx.json({
      t: time(Date.now()),
      counters: {
        ...{ received, refused, dropped },
        ...{ kernel_dropped: kernelDropped, numbers_left_out: numbersLeftOut },
      },
      senders: traffic.senders().map(({ address, received, bytes, unparsed, lastSeenAtMs }) => ({
        ...{ address, received, bytes, unparsed },
        last_seen: time(lastSeenAtMs),
      })),
      kinds: traffic.arrivals().map(({ kind, count, firstAtMs, lastAtMs, sender }) => ({
        ...{ kind, count, first_at: time(firstAtMs), last_at: time(lastAtMs), sender },
      })),
    });
  },
});
