/** Many agents in one process, for a server that is measured: made-up rounds in real WebSockets. */
import { seededRandom } from "@/tools/demo/seeded_random.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { Client } from "@/tests/harness/client.ts";
import type { ServerProcess } from "@/tests/harness/server_process.ts";
import {
  connectApproved,
  newWireKey,
  type WireAgent,
  type WireKey,
} from "@/tests/harness/wire_agent.ts";

export const ROUND_MS = 5_000;
const FRAMES_AT_ONCE = 1_500;

export async function setNumbered(client: Client, targets: number): Promise<number> {
  const body = Array.from({ length: targets }, (_, n) => ({
    address: `127.${1 + (n >> 16)}.${n >> 8 & 255}.${n & 255}`,
    name: `target-${n + 1}`,
    group: `site-${n % 10}`,
  }));
  const answer = await client.json<{ revision: number }>("/api/v1/targets", {
    method: "PUT",
    body,
  });
  return answer.revision;
}

/** Agents that report made-up rounds every 5 s, spread over the interval. */
export class Fleet implements AsyncDisposable {
  /** When the round that began at a time was sent, by agent and start. */
  readonly sentAtMs = new Map<string, number>();
  #stack = new AsyncDisposableStack();
  #agents: WireAgent[] = [];
  #keys: WireKey[] = [];
  #random = seededRandom(7);
  #round = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(
    private readonly targets: number,
    private revision: number,
    /** Whether the target in this place of the list answers nobody. */
    private readonly isDead: (place: number) => boolean = () => false,
  ) {}

  async join(server: ServerProcess, client: Client, agents: number): Promise<void> {
    const { token } = await client.post<{ token: string }>("/api/v1/enrolments", {
      pre_approved: true,
      uses: agents,
    }, 201);
    for (let n = 0; n < agents; n++) {
      const key = await newWireKey();
      const agent = await connectApproved(server.url, key, token);
      this.#keys.push(key);
      this.revision = (await agent.next("targets")).revision;
      this.#agents.push(this.#stack.use(agent));
    }
  }

  start(): void {
    const step = ROUND_MS / this.#agents.length;
    this.#agents.forEach((agent, n) => {
      const send = () => this.#send(agent, n, Date.now());
      this.#timers.push(setTimeout(() => {
        send();
        this.#timers.push(setInterval(send, ROUND_MS));
      }, n * step));
    });
  }

  /** History of the first agent, a round each 5 s. A server takes so many frames of a connection. */
  async past(server: ServerProcess, rounds: number): Promise<void> {
    const nowMs = Date.now();
    for (let left = rounds; left > 0; left -= FRAMES_AT_ONCE) {
      await using agent = await connectApproved(server.url, this.#keys[0]);
      for (let n = left; n > Math.max(0, left - FRAMES_AT_ONCE); n--) {
        this.#send(agent, 0, nowMs - n * ROUND_MS);
        if (n % 500 === 0) await agent.acknowledged(1, this.#round);
      }
      await agent.acknowledged(1, this.#round);
    }
  }

  #send(agent: WireAgent, n: number, startedAtMs: number): void {
    const results = new Uint32Array(this.targets);
    for (let i = 0; i < results.length; i++) {
      results[i] = this.isDead(i)
        ? RESULT_CODES.timeout
        : 500 + i * 200 + Math.floor(this.#random() ** 3 * 0.1 * (500 + i * 200));
    }
    const { revision } = this, session = 1, round = ++this.#round;
    const rest = { flags: 0, notes: new Uint8Array(0) };
    this.sentAtMs.set(`${n}/${startedAtMs}`, Date.now());
    agent.sendRound({ revision, session, round, startedAtMs, results, ...rest });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#stack.disposeAsync();
  }
}
