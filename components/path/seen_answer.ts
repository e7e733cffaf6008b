import { resultsUrl } from "./results_answer.ts";
import type { PathRef } from "./path_range.ts";

/** What became of the requests of one stretch of time, as far as the far end's log tells. */
export interface SeenBin {
  /** Unix time in milliseconds, a multiple of the bin's length. */
  atMs: number;
  sent: number;
  answered: number;
  /** Lost, and never came to the far end. */
  there: number;
  /** Lost, but the request came to the far end. */
  back: number;
  /** Lost, and the log does not allow to say where. */
  unknown: number;
  /** Never left the agent. */
  unsent: number;
  /** Requests in the far end's log. */
  seen: number;
}

/** Both sides of a path over a stretch of time. */
export interface SeenAnswer {
  /** Who logged requests of the path and counts as its far end. */
  farEnds: string[];
  /** Requests that further senders logged, whose logs are not looked at. */
  further: number;
  bins: SeenBin[];
}

type Fields = Record<string, unknown>;

/** What `GET /api/v1/results/{agent}/{target}/seen?step=` answered; throws a `TypeError`. */
export function seenOf(answer: unknown): SeenAnswer {
  const { senders, further, steps } = (answer ?? {}) as Fields;
  if (!Array.isArray(senders) || !Array.isArray(steps)) throw new TypeError("no steps");
  return {
    farEnds: senders.filter(({ far_end }: Fields) => far_end === true)
      .map(({ sender }: Fields) => String(sender)),
    further: Number(further),
    bins: steps.map((step: Fields) => {
      const atMs = Date.parse(String(step.t));
      if (Number.isNaN(atMs)) throw new TypeError(`a step's time is ${JSON.stringify(step.t)}`);
      const [answered, there, back, unknown, unsent, seen] = NAMES.map((name) =>
        Number(step[name])
      );
      const sent = answered + there + back + unknown + unsent;
      return { atMs, sent, answered, there, back, unknown, unsent, seen };
    }),
  };
}

const NAMES = ["answered", "there", "back", "unknown", "unsent", "seen"];

/** What bins come to. */
export function seenTotals(bins: readonly SeenBin[]): Omit<SeenBin, "atMs"> {
  const total = { sent: 0, answered: 0, there: 0, back: 0, unknown: 0, unsent: 0, seen: 0 };
  for (const bin of bins) {
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += bin[name];
  }
  return total;
}

/** Address of both sides of a path, in the bins in which they are drawn. */
export function seenUrl(
  { agentId, targetId }: PathRef,
  fromMs: number,
  toMs: number,
  binMs: number,
): string {
  const params = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    step: String(binMs),
  });
  return `${resultsUrl(agentId, targetId)}/seen?${params}`;
}
