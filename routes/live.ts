import { problem } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

const TOPICS = ["matrix", "traffic"] as const;

/** The live view of a page: a WebSocket with `?topic=matrix` or `?topic=traffic`. */
export const handler = define.handlers({
  GET: (ctx) => {
    const topic = TOPICS.find((name) => name === ctx.url.searchParams.get("topic"));
    if (!topic) return problem("not_found", `topic takes ${TOPICS.join(" or ")}`);
    const { socket, response } = ctx.upgrade({ idleTimeout: 30 });
    const { person, clientAddress: address, sockets, stillAllowed } = ctx.state;
    const watcher = { person: person!.name, address, topic, sinceMs: Date.now() };
    sockets.viewer(watcher, socket, stillAllowed);
    return response;
  },
});
