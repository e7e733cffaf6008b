import { FrameReader, FramingError } from "./frame_reader.ts";
import { type LineIntake } from "./line_intake.ts";
import type { Timers } from "./timers.ts";

export interface TcpOptions {
  intake: LineIntake;
  /** Called when a connection or the listener fails. Must not throw. */
  onError: (error: unknown) => void;
  /** Unix time in milliseconds. */
  now?: () => number;
  timers?: Timers;
  maxConnections?: number;
  maxConnectionsAnAddress?: number;
}

export interface TcpCounters {
  open: number;
  accepted: number;
  /** Turned away because too many were open. */
  turnedAway: number;
  /** Ended because they broke the framing. */
  framingErrors: number;
}

/** The listener of `Deno.listen` or `Deno.listenTls`. */
export type StreamListener = Deno.Listener<Deno.Conn, Deno.NetAddr>;

interface Connection {
  conn: Deno.Conn;
  sender: string;
  lastReadAtMs: number;
  /** Pieces read from it. */
  chunks: number;
  done: Promise<void>;
}

const DEFAULTS = { maxConnections: 512, maxConnectionsAnAddress: 64 };
const CHUNK_BYTES = 65_536;
/** A connection that said nothing for so long makes room when too many are open. */
const IDLE_MS = 60_000;
/** How long a sender may go on when the server stops; it sees our end at once. */
const GRACE_MS = 4_000;
/**
 * A sender that says nothing for so long after our end has nothing more to say. Long, because one on
 * a busy machine may have looked just before our end, and writes a good while after it.
 */
const QUIET_MS = 1_000;
const ERROR_PAUSE_MS = 100;

/**
 * Syslog over TCP (RFC 6587) or TLS (RFC 5425). A slow consumer makes the senders wait: nothing is
 * dropped. An idle connection may stay, because a sender loses a line when it writes to one that
 * was closed; it ends only when room is needed.
 */
export class TcpReceiver {
  readonly #listener: StreamListener;
  readonly #options: TcpOptions;
  readonly #timers: Timers;
  readonly #now: () => number;
  readonly #connections = new Set<Connection>();
  readonly #counts = { accepted: 0, turnedAway: 0, framingErrors: 0 };
  readonly #loop: Promise<void>;
  #closing = false;

  constructor(listener: StreamListener, options: TcpOptions) {
    this.#listener = listener;
    this.#options = options;
    this.#timers = options.timers ?? globalThis;
    this.#now = options.now ?? Date.now;
    this.#loop = this.#acceptAll();
  }

  get address(): Deno.NetAddr {
    return this.#listener.addr;
  }

  counters(): TcpCounters {
    return { ...this.#counts, open: this.#connections.size };
  }

  /**
   * Says to each sender that this is the end, and reads what it has sent until then: what a sender
   * believes to be delivered is not lost.
   */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#listener.close();
      await Promise.all([...this.#connections].map((connection) => this.#end(connection)));
    }
    await this.#loop;
  }

  async #acceptAll(): Promise<void> {
    while (!this.#closing) {
      try {
        this.#accept(await this.#listener.accept());
      } catch (error) {
        if (this.#closing) return;
        this.#options.onError(error);
        await new Promise<void>((resolve) => this.#timers.setTimeout(resolve, ERROR_PAUSE_MS));
      }
    }
  }

  #accept(conn: Deno.Conn): void {
    const sender = this.#options.intake.admit((conn.remoteAddr as Deno.NetAddr).hostname);
    if (sender === null || this.#closing) return closeQuietly(conn);
    if (!this.#hasRoom(sender)) {
      this.#counts.turnedAway++;
      return closeQuietly(conn);
    }
    this.#counts.accepted++;
    const connection: Connection = {
      conn,
      sender,
      lastReadAtMs: this.#now(),
      chunks: 0,
      done: Promise.resolve(),
    };
    this.#connections.add(connection);
    connection.done = this.#read(connection).finally(() => {
      this.#connections.delete(connection);
      closeQuietly(conn);
    });
  }

  #hasRoom(sender: string): boolean {
    const { maxConnections, maxConnectionsAnAddress } = { ...DEFAULTS, ...this.#options };
    const all = [...this.#connections];
    const same = all.filter((other) => other.sender === sender);
    const crowd = same.length >= maxConnectionsAnAddress ? same : all;
    if (crowd === all && all.length < maxConnections) return true;
    const idlest = crowd.reduce((a, b) => a.lastReadAtMs <= b.lastReadAtMs ? a : b);
    if (this.#now() - idlest.lastReadAtMs < IDLE_MS) return false;
    closeQuietly(idlest.conn);
    return true;
  }

  async #read(connection: Connection): Promise<void> {
    const { conn, sender } = connection;
    const { intake } = this.#options;
    const reader = new FrameReader();
    const buffer = new Uint8Array(CHUNK_BYTES);
    try {
      for (let length; (length = await conn.read(buffer)) !== null;) {
        connection.lastReadAtMs = this.#now();
        connection.chunks++;
        for (const message of reader.push(buffer.subarray(0, length))) {
          // Others that waited may have filled it again.
          while (!intake.hasRoom) await intake.room();
          intake.take(message, sender, reader.isCounted ? "counted" : "lines");
        }
      }
    } catch (error) {
      if (error instanceof FramingError) this.#counts.framingErrors++;
      // A sender that goes away in the middle is everyday life; so is a port scan of the TLS port.
      else if (!isEndOfConnection(error)) this.#options.onError(error);
    }
    const last = reader.end();
    if (last === null) return;
    while (!intake.hasRoom) await intake.room();
    intake.take(last, sender, "lines");
  }

  async #end(connection: Connection): Promise<void> {
    const { conn } = connection;
    try {
      await conn.closeWrite();
    } catch {
      // It has ended meanwhile.
    }
    await new Promise<void>((resolve) => {
      let heard = connection.chunks;
      let left = GRACE_MS / QUIET_MS;
      const look = () => {
        if (connection.chunks === heard || --left <= 0) return resolve();
        heard = connection.chunks;
        timer = this.#timers.setTimeout(look, QUIET_MS);
      };
      let timer = this.#timers.setTimeout(look, QUIET_MS);
      connection.done.then(() => {
        this.#timers.clearTimeout(timer);
        resolve();
      });
    });
    closeQuietly(conn);
    await connection.done;
  }
}

function isEndOfConnection(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted || error instanceof Deno.errors.UnexpectedEof ||
    error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.InvalidData ||
    error instanceof Deno.errors.NotConnected || error instanceof Deno.errors.TimedOut;
}

function closeQuietly(conn: Deno.Conn): void {
  try {
    conn.close();
  } catch {
    // Closed already.
  }
}
