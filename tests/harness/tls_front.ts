import type { KeyedCertificate } from "../../server/tls/authority.ts";

/** A TLS door before a plain server, whose certificate the test chooses. Closed on dispose. */
export class TlsFront implements AsyncDisposable {
  #listener: Deno.TlsListener | null = null;
  #open = new Set<Deno.Conn>();
  #work: Promise<unknown>[] = [];
  #accepting: Promise<void> = Promise.resolve();
  port = 0;

  constructor(private readonly behind: number) {}

  /** Takes over with another certificate, on the same port; those who are connected are cut off. */
  async show({ cert, key }: KeyedCertificate): Promise<void> {
    this.#cut();
    await this.#accepting;
    this.#listener = Deno.listenTls({ hostname: "127.0.0.1", port: this.port, cert, key });
    this.port = this.#listener.addr.port;
    this.#accepting = this.#accept(this.#listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#cut();
    await Promise.allSettled([this.#accepting, ...this.#work]);
  }

  async #accept(listener: Deno.TlsListener): Promise<void> {
    for (;;) {
      try {
        this.#work.push(this.#join(await listener.accept()));
      } catch (error) {
        // The listener was closed; a handshake that fails is shown on the connection instead.
        if (error instanceof Deno.errors.BadResource) return;
        if (error instanceof Deno.errors.Interrupted) return;
      }
    }
  }

  async #join(front: Deno.Conn): Promise<void> {
    const back = await Deno.connect({ hostname: "127.0.0.1", port: this.behind });
    this.#open.add(front).add(back);
    const pipe = (from: Deno.Conn, to: Deno.Conn) =>
      from.readable.pipeTo(to.writable).catch(() => {});
    await Promise.all([pipe(front, back), pipe(back, front)]);
    this.#open.delete(front);
    this.#open.delete(back);
  }

  #cut(): void {
    for (const closable of [this.#listener, ...this.#open]) {
      try {
        closable?.close();
      } catch {
        // It was closed by its own end.
      }
    }
    this.#listener = null;
    this.#open.clear();
  }
}
