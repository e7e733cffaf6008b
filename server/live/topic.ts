/** A message as it goes out: text, or bytes of a format of the topic's own. */
export type LiveMessage = string | Uint8Array<ArrayBuffer>;

/** The part of a WebSocket a viewer needs. */
export interface ViewerSocket {
  readonly bufferedAmount: number;
  send(message: LiveMessage): void;
  close(code: number, reason: string): void;
}

/** A viewer with more unsent bytes than this is dropped; it comes back and gets a snapshot. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
/** RFC 6455's registry: try again later. */
const TRY_AGAIN_LATER = 1013;

/** What a topic is about. A message that is an object goes out as JSON. */
export interface TopicSource {
  /** Everything as of message `seq`, the one `delta()` made last. Must not change the source. */
  snapshot(seq: number): object;
  /**
   * What changed since the last call, as message `seq`; `null` when nothing did. A source may
   * answer with a snapshot when its shape changed.
   */
  delta(seq: number): object | null;
}

/**
 * One live subject: viewers get a snapshot, then numbered deltas. Each message is made once, for all
 * viewers. A viewer that cannot follow is dropped, never waited for.
 */
export class Topic {
  #viewers = new Set<ViewerSocket>();
  #seq = 0;
  #slowDropped = 0;
  /** The last snapshot made, for as long as it is the newest message. */
  #snapshot: { seq: number; message: LiveMessage } | null = null;

  constructor(private readonly source: TopicSource) {}

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Viewers dropped because they were too slow, since the start. */
  get slowDropped(): number {
    return this.#slowDropped;
  }

  /** Takes a viewer in. It sees what the others see: what is newer comes with the next delta. */
  join(viewer: ViewerSocket): void {
    // Nobody looked: what was made last may be old.
    if (this.#viewers.size === 0) this.#advance();
    this.#viewers.add(viewer);
    if (this.#snapshot?.seq !== this.#seq) {
      this.#snapshot = { seq: this.#seq, message: asMessage(this.source.snapshot(this.#seq)) };
    }
    this.#send(viewer, this.#snapshot.message);
  }

  leave(viewer: ViewerSocket): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size === 0) this.#snapshot = null;
  }

  /** Sends what changed. Call it once a second; it costs nothing while nobody looks. */
  tick(): void {
    if (this.#viewers.size > 0) this.#advance();
  }

  close(): void {
    for (const viewer of this.#viewers) viewer.close(1001, "the server is stopping");
    this.#viewers.clear();
  }

  #advance(): void {
    const made = this.source.delta(this.#seq + 1);
    if (!made) return;
    this.#seq++;
    const message = asMessage(made);
    for (const viewer of this.#viewers) this.#send(viewer, message);
  }

  #send(viewer: ViewerSocket, message: LiveMessage): void {
    if (viewer.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#viewers.delete(viewer);
      this.#slowDropped++;
      viewer.close(TRY_AGAIN_LATER, "too slow: reconnect for a snapshot");
      return;
    }
    viewer.send(message);
  }
}

function asMessage(made: object): LiveMessage {
  return made instanceof Uint8Array ? made as Uint8Array<ArrayBuffer> : JSON.stringify(made);
}
