import { SUBPROTOCOL } from "@/shared/wire/control.ts";
import { MAX_ROUND_BYTES } from "@/shared/wire/round_frame.ts";
import type { AgentLine, LineSocket } from "./agent_line.ts";
import { FrameBudget } from "./frame_budget.ts";
import type { AgentRegistry } from "./registry.ts";

/** An agent has this long to say hello. */
const HANDSHAKE_MS = 10_000;
/** Connections that have not said hello yet, from all addresses; more are turned away. */
const MAX_STRANGERS = 500;
/** As many again, for addresses where approved agents belong: a flood cannot keep them out. */
const MAX_STRANGERS_AT_HOME = 1_000;
/** Connections from one address that have not said hello yet, beside its approved agents. */
const MAX_STRANGERS_PER_ADDRESS = 50;
const POLICY_VIOLATION = 1008;

/** Who comes in: the server's own agent, a native one, or one that speaks plain JSON. */
export type Dialect = "local" | "native" | "json";

export interface DoorDeps {
  registry: AgentRegistry;
  /** Tells of changes of the target list; returns a function that ends it. */
  onTargetsChange(listener: () => void): () => void;
  newLine(socket: LineSocket, address: string, dialect: Dialect): AgentLine;
  /** Connections of agents from one address. */
  maxPerAddress: number;
  /** Any clock in milliseconds that does not go back. */
  monotonicMs: () => number;
  /** Writes down why somebody was sent away. */
  refused(address: string, reason: string): Promise<void>;
  logError(message: string, error: unknown): void;
}

/** Where agents come in: from a WebSocket upgrade to an {@linkcode AgentLine}. */
export class AgentDoor {
  #connections = new Map<WebSocket, AgentLine>();
  #strangers = new Counter();
  #perAddress = new Counter();
  #stops: (() => void)[];

  constructor(private readonly deps: DoorDeps) {
    const updateAll = () => {
      for (const connection of this.#connections.values()) connection.update();
    };
    this.#stops = [
      deps.onTargetsChange(updateAll),
      deps.registry.onChange((ref) => {
        for (const c of this.#connections.values()) if (c.ref === ref) c.update();
      }),
    ];
  }

  /** Whether another connection from this address may come in. */
  admits(address: string): boolean {
    if (this.#perAddress.of(address) >= this.deps.maxPerAddress) return false;
    const strangers = this.#strangers.of(address), total = this.#strangers.total;
    if (strangers < MAX_STRANGERS_PER_ADDRESS && total < MAX_STRANGERS) return true;
    const home = this.deps.registry.approvedAt(address);
    return strangers < MAX_STRANGERS_PER_ADDRESS + home && home > 0 &&
      total < MAX_STRANGERS_AT_HOME;
  }

  /** Writes down that somebody was sent away before there was a connection. */
  refused(address: string, reason: string): void {
    this.deps.refused(address, reason).catch((error) =>
      this.deps.logError("a refusal could not be written", error)
    );
  }

  /** Takes a socket whose upgrade has begun. */
  accept(socket: WebSocket, address: string, dialect: Dialect): void {
    socket.binaryType = "arraybuffer";
    const budget = new FrameBudget(this.deps.monotonicMs);
    this.#strangers.add(address);
    this.#perAddress.add(address);
    let stranger = true;
    const noStranger = () => {
      if (stranger) this.#strangers.remove(address);
      stranger = false;
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      this.refused(address, "no hello in time");
      socket.close(POLICY_VIOLATION, "no hello in time");
    }, HANDSHAKE_MS);

    socket.addEventListener("open", () => {
      this.#connections.set(socket, this.deps.newLine(socket, address, dialect));
    });
    socket.addEventListener("message", ({ data }) => {
      const connection = this.#connections.get(socket);
      if (!connection) return;
      if (!budget.take()) return socket.close(POLICY_VIOLATION, "too many frames a second");
      if (data instanceof ArrayBuffer && data.byteLength > MAX_ROUND_BYTES) {
        return socket.close(1009, `a frame has at most ${MAX_ROUND_BYTES} bytes`);
      }
      connection.receive(typeof data === "string" ? data : new Uint8Array(data)).then(
        () => {
          if (!stranger || connection.ref === null) return;
          noStranger();
          this.#replaceOlder(connection, address);
        },
        (error) => {
          this.deps.logError("an agent's frame failed", error);
          socket.close(1011, "the server could not work on the frame");
        },
      );
    });
    socket.addEventListener("close", (event) => {
      noStranger();
      this.#perAddress.remove(address);
      const connection = this.#connections.get(socket);
      this.#connections.delete(socket);
      connection?.closed(endWords(event)).catch((error) =>
        this.deps.logError("an agent's good-bye failed", error)
      );
    });
    socket.addEventListener("error", () => socket.close());
  }

  /**
   * The newest connection of an agent counts: an agent whose network was cut comes back while its
   * old connection still looks alive from here.
   */
  #replaceOlder(newest: AgentLine, address: string): void {
    for (const line of this.#connections.values()) {
      if (line === newest || line.ref !== newest.ref) continue;
      line.replaced(address);
      const { name = "" } = this.deps.registry.find(newest.ref!) ?? {};
      this.refused(address, `${name}: its older connection is closed, its key has called again`);
      this.deps.registry.replaced(newest.ref!, address).catch((error) =>
        this.deps.logError("an agent's log could not be written", error)
      );
    }
  }

  /** A door of its own for the server's own agent: loopback, plain, whatever the main door is. */
  openInnerDoor(): { url: string; close(): Promise<void> } {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => {
        const isUpgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
        if (!isUpgrade || !this.admits("127.0.0.1")) return new Response(null, { status: 404 });
        const { socket, response } = Deno.upgradeWebSocket(request, { protocol: SUBPROTOCOL });
        this.accept(socket, "127.0.0.1", "local");
        return response;
      },
    );
    return {
      url: `http://127.0.0.1:${server.addr.port}`,
      close: () => server.shutdown(),
    };
  }

  /** Ends every connection; agents come back by themselves. */
  close(): void {
    for (const stop of this.#stops) stop();
    for (const socket of this.#connections.keys()) socket.close(1001, "the server is stopping");
  }
}

/** Why a connection ended, for its agent's log. */
function endWords({ code, reason }: Partial<CloseEvent>): string {
  if (reason) return reason;
  // RFC 6455 section 7.4.1: 1006 stands for an end without a close frame.
  return code === 1006 || code === undefined ? "the connection was lost" : `close code ${code}`;
}

/** How many there are of each address. */
class Counter {
  total = 0;
  #counts = new Map<string, number>();

  of(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  add(address: string): void {
    this.total++;
    this.#counts.set(address, this.of(address) + 1);
  }

  remove(address: string): void {
    this.total--;
    if (this.of(address) > 1) this.#counts.set(address, this.of(address) - 1);
    else this.#counts.delete(address);
  }
}
