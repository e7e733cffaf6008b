import { raiseReceiveBuffer, readSocketDrops } from "@/agent/libc/udp_buffer.ts";
import { ConfigError } from "./config.ts";
import type { Log } from "./log.ts";
import { PortTaken } from "./port_taken.ts";
import type { LineIntake } from "./syslog/line_intake.ts";
import { type StreamListener, TcpReceiver } from "./syslog/tcp_receiver.ts";
import { receiveUdp, type UdpReceiver } from "./syslog/udp_receiver.ts";
import type { SyslogSettings } from "./syslog_messages.ts";

/** Measured: with 16 MiB nothing was lost at 300,000 datagrams a second, with 208 KiB 1–2 %. */
const RECEIVE_BUFFER_BYTES = 16 * 1024 * 1024;
/** With so much, looking every 4 ms loses nothing at 500,000 datagrams a second. */
const PAUSE_BYTES = 4 * 1024 * 1024;
/** How often a free port of UDP is tried that is free for TCP too. */
const FREE_PORT_TRIES = 20;

type Wanted = Pick<SyslogSettings, "host" | "port" | "tls">;

/** All sockets that receive syslog: UDP and TCP on one port, and TLS on another. */
export class SyslogReceivers {
  readonly #udp: UdpReceiver | null = null;
  readonly #tcp: TcpReceiver | null = null;
  readonly #tls: TcpReceiver | null = null;
  #fd: number | null = null;

  /** @throws {ConfigError} or {PortTaken} with nothing left open */
  constructor({ host, port, tls }: Wanted, intake: LineIntake, log: Log) {
    const onError = (error: unknown) => log("warning", "syslog: a receiver failed", error);
    // The TLS listener first: after the others are up, nothing more can be refused.
    const tlsListener = tls === null ? null : listenTls(host, tls);
    try {
      if (port !== null) {
        const { udp, listener } = listenBoth(
          host,
          port,
          (free) => receiveUdp(host, free, { intake, onError }),
        );
        this.#udp = udp;
        this.#tcp = new TcpReceiver(listener, { intake, onError });
        this.#raiseBuffer(host, log);
      }
    } catch (error) {
      tlsListener?.close();
      throw error;
    }
    if (tlsListener !== null) this.#tls = new TcpReceiver(tlsListener, { intake, onError });
  }

  get port(): number | null {
    return this.#udp?.address.port ?? null;
  }

  get tlsPort(): number | null {
    return this.#tls?.address.port ?? null;
  }

  /** `HOST:PORT` as bound. */
  get address(): string | null {
    if (this.#udp === null) return null;
    const { hostname, port } = this.#udp.address;
    return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
  }

  /** Datagrams that the kernel dropped, or null where it does not say. */
  kernelDropped(): number | null {
    return this.#fd === null ? null : readSocketDrops(this.#fd);
  }

  /** What was received is in the intake then. */
  async close(): Promise<void> {
    this.#fd = null;
    await Promise.all([this.#udp?.close(), this.#tcp?.close(), this.#tls?.close()]);
  }

  #raiseBuffer(host: string, log: Log): void {
    const wanted = RECEIVE_BUFFER_BYTES;
    try {
      const family = host.includes(":") ? 6 : 4;
      const { fd, actualBytes } = raiseReceiveBuffer(this.#udp!.address.port, family, wanted);
      this.#fd = fd;
      this.#udp!.receiveBatches(fd, actualBytes >= PAUSE_BYTES);
      if (actualBytes >= wanted) return;
      const kib = actualBytes >> 10;
      log(
        "warning",
        `syslog: the kernel gives a receive buffer of ${kib} KiB only; a flood may lose ` +
          `datagrams. To allow more: sysctl -w net.core.rmem_max=${wanted}`,
      );
    } catch (error) {
      log("warning", `syslog: the receive buffer stays as it is: ${(error as Error).message}`);
    }
  }
}

function listenBoth(
  host: string,
  port: number,
  openUdp: (port: number) => UdpReceiver,
): { udp: UdpReceiver; listener: StreamListener } {
  for (let left = FREE_PORT_TRIES;; left--) {
    const udp = attempt("UDP", host, port, "syslog-port", () => openUdp(port));
    try {
      const free = udp.address.port;
      const listener = attempt(
        "TCP",
        host,
        free,
        "syslog-port",
        () => Deno.listen({ hostname: host, port: free }),
      );
      return { udp, listener };
    } catch (error) {
      udp.close();
      if (port !== 0 || left === 0 || !(error instanceof PortTaken)) throw error;
    }
  }
}

function listenTls(host: string, tls: { port: number; cert: string; key: string }): StreamListener {
  return attempt("TCP", host, tls.port, "syslog-tls-port", () => {
    const { port, cert, key } = tls;
    return Deno.listenTls({ hostname: host, port, cert, key });
  });
}

function attempt<T>(
  protocol: string,
  host: string,
  port: number,
  flag: string,
  open: () => T,
): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof Deno.errors.AddrNotAvailable) {
      throw new ConfigError(`--syslog-host ${host} is not an address of this machine`);
    }
    if (error instanceof Deno.errors.InvalidData) {
      throw new ConfigError(`--tls-cert or --tls-key cannot be used: ${error.message}`);
    }
    const taken = error instanceof Deno.errors.AddrInUse;
    if (!taken && !(error instanceof Deno.errors.PermissionDenied)) throw error;
    const why = taken ? "is in use: stop that program" : "is not for this user: take one over 1023";
    throw new PortTaken(`${protocol} port ${port} of ${host} ${why}, or give --${flag}`);
  }
}
