import { define } from "@/server/define.ts";

/** What `/readyz` says, and the queue of rounds to the disk with its bound and its counters. */
export const handler = define.handlers({
  GET: async (ctx) => {
    const { domain } = ctx.state;
    const notReady = await domain.notReady();
    const { trouble, waiting, mostWaiting, refused } = domain.roundStatus();
    return Response.json({
      ready: notReady === null,
      not_ready: notReady,
      rounds: { trouble, waiting, most_waiting: mostWaiting, refused },
    });
  },
});
