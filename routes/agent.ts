import { define } from "@/server/define.ts";
import { isLoopback } from "@/shared/address.ts";
import { SUBPROTOCOL } from "@/shared/wire/control.ts";

/** Where agents call: a WebSocket of the subprotocol `meshping.v1`, or of none for plain JSON. */
export const handler = define.handlers({
  GET: (ctx) => {
    const { sockets, clientAddress, secure } = ctx.state;
    const offered = (ctx.req.headers.get("sec-websocket-protocol") ?? "")
      .split(",").map((word) => word.trim()).filter(Boolean);
    const isUpgrade = ctx.req.headers.get("upgrade")?.toLowerCase() === "websocket";
    const plain = offered.length === 0;
    const wrong = plain
      ? plainProblem(sockets.jsonAgents, secure || isLoopback(clientAddress))
      : wireProblem(offered);
    if (!isUpgrade || wrong !== null) {
      if (isUpgrade) sockets.agentRefused(clientAddress, wrong!);
      const message = `agents call here over a WebSocket with subprotocol ${SUBPROTOCOL}\n`;
      return ctx.text(message, { status: 426, headers: { upgrade: "websocket" } });
    }
    let response: Response | null = null;
    const open = () => {
      const protocol = plain ? undefined : SUBPROTOCOL;
      const upgraded = ctx.upgrade({ protocol, idleTimeout: 30 });
      response = upgraded.response;
      return upgraded.socket;
    };
    if (sockets.agent(open, clientAddress, plain ? "json" : "native") && response) return response;
    return ctx.text("too many agents are at the door\n", {
      status: 503,
      headers: { "retry-after": "5" },
    });
  },
});

/** Why nobody may come in without a subprotocol, or `null`. */
function plainProblem(jsonAgents: boolean, isPrivate: boolean): string | null {
  if (!jsonAgents) return "it offered no subprotocol, and plain JSON is closed (--no-json-agents)";
  // A passphrase must not cross a network in the clear.
  return isPrivate ? null : "plain JSON takes TLS, or this machine: it came in the clear";
}

function wireProblem(offered: readonly string[]): string | null {
  if (offered.includes(SUBPROTOCOL)) return null;
  const shown = offered.slice(0, 3).map((word) => word.slice(0, 40)).join(", ");
  return `it offered the subprotocol ${shown}: only ${SUBPROTOCOL} is spoken here`;
}
