import type { SocketLike } from "./live_socket.ts";

/** The part of a `WebSocket` this needs. */
export interface BinarySocket extends SocketLike {
  binaryType: BinaryType;
}

/** Messages that may wait to be inflated. What comes then is left out: the next one does not follow. */
const MAX_WAITING = 32;
const NOTHING = new Uint8Array(0);

/**
 * A socket whose binary messages are a version in one byte and a body under raw DEFLATE: gives the
 * bodies as `Uint8Array`, in the order in which they came. A message of another version, or one that
 * cannot be inflated, is an empty body, which is no message.
 */
export class InflatingSocket implements SocketLike {
  onmessage: SocketLike["onmessage"] = null;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly socket: BinarySocket, private readonly version: number) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#receive(data);
  }

  get onclose(): SocketLike["onclose"] {
    return this.socket.onclose;
  }
  set onclose(listener: SocketLike["onclose"]) {
    this.socket.onclose = listener;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  close(): void {
    this.onmessage = null;
    this.socket.close();
  }

  #receive(data: unknown): void {
    if (this.#waiting === MAX_WAITING) return;
    this.#waiting++;
    const body = inflated(data, this.version);
    this.#last = this.#last.then(() => body).then((data) => {
      this.#waiting--;
      this.onmessage?.({ data } as MessageEvent);
    });
  }
}

async function inflated(data: unknown, version: number): Promise<Uint8Array> {
  if (!(data instanceof ArrayBuffer) || new Uint8Array(data)[0] !== version) return NOTHING;
  const stream = new DecompressionStream("deflate-raw");
  // Written here, not piped: a pipe takes a task of the page for each of its steps, every second.
  const writer = stream.writable.getWriter();
  const written = [writer.write(new Uint8Array(data, 1)), writer.close()];
  try {
    const [plain] = await Promise.all([new Response(stream.readable).arrayBuffer(), ...written]);
    return new Uint8Array(plain);
  } catch {
    return NOTHING;
  }
}
