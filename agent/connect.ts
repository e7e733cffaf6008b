import { SUBPROTOCOL } from "@/shared/wire/control.ts";
import type { AgentState } from "./state.ts";

/** Opens the WebSocket to the agent's server, trusting the certificate that the token named. */
export function connectTo({ serverUrl, ca }: AgentState): WebSocket {
  const url = new URL("/agent", serverUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const client = ca === null ? null : Deno.createHttpClient({ caCerts: [ca] });
  const options = { protocols: [SUBPROTOCOL], client: client ?? undefined };
  // The browser's types know no options; Deno's constructor takes them.
  const socket = new WebSocket(url, options as unknown as string[]);
  // Its work is the handshake; a connection that stands lives without it.
  let spent = client === null;
  const release = () => {
    if (!spent) client!.close();
    spent = true;
  };
  for (const moment of ["open", "error", "close"]) socket.addEventListener(moment, release);
  return socket;
}
