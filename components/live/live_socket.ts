/** How the page stands with the server. */
export type Connection = "connecting" | "live" | "reconnecting";

/** The part of a `WebSocket` this needs. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
}

/** A message that could be read. */
export interface LiveNews {
  message: unknown;
  /** Whether it is all there is, and needs no message before it. */
  snapshot: boolean;
}

/** Time, chance and the network, so that a test can be all three. */
export interface LiveSocketSurroundings {
  open(): SocketLike;
  /** What the data of an event says, or `null` when it is no message. */
  read(data: unknown): LiveNews | null;
  /** Calls `run` after `delayMs`; returns how to prevent it. */
  after(delayMs: number, run: () => void): () => void;
  /** 0 <= value < 1. */
  random(): number;
}

export interface LiveSocketListener {
  /** False when the message does not follow what came before: a new snapshot is then asked for. */
  onMessage(message: unknown): boolean;
  onConnection(connection: Connection): void;
}

const FIRST_DELAY_MS = 500, LONGEST_DELAY_MS = 15_000;
/** Silence after which the server is asked for a snapshot: a cut line may look like calm. */
const QUIET_MS = 20_000;
/** How long the answer may take before the connection is given up. */
const ANSWER_MS = 8_000;

/**
 * One WebSocket that comes back by itself: back-off doubles up to 15 s with jitter, so that a server
 * that restarts is not met by all its viewers at once. It is *live* only once a message has come.
 */
export class LiveSocket {
  #socket: SocketLike | null = null;
  #failures = 0;
  #stopped = false;
  #awaitsSnapshot = false;
  #cancelTimer: () => void = () => {};

  constructor(
    private readonly surroundings: LiveSocketSurroundings,
    private readonly listener: LiveSocketListener,
  ) {}

  start(): void {
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
  }

  /** Tries at once: for when the browser says that the network is back. */
  retryNow(): void {
    if (this.#stopped || this.#socket) return;
    this.#cancelTimer();
    this.#connect();
  }

  #connect(): void {
    this.listener.onConnection(this.#failures ? "reconnecting" : "connecting");
    const socket = this.#socket = this.surroundings.open();
    this.#awaitsSnapshot = true;
    this.#expectMessage(ANSWER_MS);
    socket.onmessage = ({ data }) => this.#socket === socket && this.#receive(data);
    socket.onclose = () => this.#socket === socket && this.#retryLater();
  }

  #receive(data: unknown): void {
    const news = this.surroundings.read(data);
    // Deltas on their way while a snapshot is asked for belong to the old count.
    if (this.#awaitsSnapshot && !news?.snapshot) return;
    if (news === null || !this.listener.onMessage(news.message)) return this.#askForSnapshot();
    this.#awaitsSnapshot = false;
    this.#failures = 0;
    this.listener.onConnection("live");
    this.#cancelTimer();
    this.#cancelTimer = this.surroundings.after(QUIET_MS, () => this.#askForSnapshot());
  }

  #askForSnapshot(): void {
    this.#awaitsSnapshot = true;
    this.#socket?.send('{"type":"resync"}');
    this.#expectMessage(ANSWER_MS);
  }

  #expectMessage(withinMs: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.surroundings.after(withinMs, () => this.#retryLater());
  }

  #retryLater(): void {
    this.#drop();
    this.#failures++;
    this.listener.onConnection("reconnecting");
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#failures - 1));
    const delayMs = longest * (0.5 + this.surroundings.random() / 2);
    this.#cancelTimer = this.surroundings.after(delayMs, () => this.#connect());
  }

  #drop(): void {
    this.#cancelTimer();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

/** Reads messages that are JSON with a `type`. */
export function readJson(data: unknown): LiveNews | null {
  try {
    const message = JSON.parse(String(data));
    return { message, snapshot: message?.type === "snapshot" };
  } catch {
    return null;
  }
}
