import type { BlockList } from "node:net";
import { type Config, ConfigError } from "./config.ts";
import { type Client, clientOf } from "./http/client_address.ts";
import { tooLarge } from "./http/request_limits.ts";
import { secured } from "./http/security_headers.ts";
import type { Log } from "./log.ts";
import { PortTaken } from "./port_taken.ts";

export interface HttpDoorOptions {
  config: Pick<Config, "host" | "port">;
  /** PEM of both, or `null` for plain HTTP. */
  certificate: { cert: string; key: string } | null;
  /** Shown in the URL where `host` stands for every address of this machine. */
  reachableAs: string;
  trusted: BlockList;
  fetch(
    request: Request,
    info: Deno.ServeHandlerInfo,
    client: { clientAddress: string; secure: boolean },
  ): Response | Promise<Response>;
  log: Log;
}

/** How long requests under way may take when the server stops. */
const GRACE_MS = 2_000;

/** How long another program may hold our port while the certificate is exchanged. */
const RELISTEN_MS = 5_000;

/** The listening socket for people, programs and agents. */
export class HttpDoor {
  private constructor(
    readonly url: string,
    private readonly options: HttpDoorOptions,
    private server: Deno.HttpServer<Deno.NetAddr>,
  ) {}

  /** @throws {ConfigError | PortTaken} for an address that cannot be listened on */
  static open(options: HttpDoorOptions): HttpDoor {
    const { config: { host, port }, certificate, reachableAs } = options;
    const server = listen(options, port);
    const shown = host === "0.0.0.0" || host === "::" ? reachableAs : host;
    const name = shown.includes(":") ? `[${shown}]` : shown;
    const url = `${certificate ? "https" : "http"}://${name}:${server.addr.port}`;
    return new HttpDoor(url, options, server);
  }

  /**
   * Goes on with another certificate. Deno has no way to exchange it on an open listener, so the
   * port is closed for a moment; WebSockets end with 1001 and come back by themselves.
   */
  async useCertificate(certificate: { cert: string; key: string }): Promise<void> {
    const { port } = this.server.addr;
    const ended = this.#end();
    const untilMs = performance.now() + RELISTEN_MS;
    for (;;) {
      try {
        this.server = listen({ ...this.options, certificate }, port);
        break;
      } catch (error) {
        if (!(error instanceof PortTaken) || performance.now() > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    await ended;
  }

  close(): Promise<void> {
    return this.#end();
  }

  async #end(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, GRACE_MS));
    await Promise.race([this.server.shutdown(), late]);
    clearTimeout(timer);
  }
}

function listen(options: HttpDoorOptions, port: number): Deno.HttpServer<Deno.NetAddr> {
  const { config: { host }, certificate, trusted, log } = options;
  const handler = async (request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => {
    const peer = info.remoteAddr.hostname;
    const client: Client = clientOf(request.headers, peer, certificate !== null, trusted);
    const { address: clientAddress, secure } = client;
    const refused = tooLarge(request);
    const answer = refused ?? await options.fetch(request, info, { clientAddress, secure });
    return secured(answer, secure);
  };
  const onError = (error: unknown) => {
    log("error", "a request failed", error);
    return new Response("Internal server error\n", { status: 500 });
  };
  const keys = certificate ? { cert: certificate.cert, key: certificate.key } : {};
  try {
    return Deno.serve({ hostname: host, port, ...keys, onListen: () => {}, onError }, handler);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new PortTaken(`port ${port} of ${host} is in use: stop that program or give --port`);
    }
    if (error instanceof Deno.errors.AddrNotAvailable) {
      throw new ConfigError(`--host ${host} is not an address of this machine`);
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new PortTaken(`this user may not listen on port ${port}: take one over 1023`);
    }
    throw error;
  }
}
