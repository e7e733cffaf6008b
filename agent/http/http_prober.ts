import type { Target } from "@/shared/target.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { rttResult } from "../icmp_prober.ts";
import type { ProbeNote, ProbeOutcome, Prober } from "../prober.ts";
import type { Resolver } from "../resolver.ts";
import { type Exchange, get } from "./exchange.ts";
import { HttpFailure } from "./http_failure.ts";

/** Redirects that are followed, one after the other. */
const MAX_REDIRECTS = 5;

export interface HttpProberOptions {
  /** Authorities to trust beside the machine's own, PEM. */
  ca?: string[];
  /** Bytes of a body that are read. */
  maxBodyBytes?: number;
}

const DEFAULTS: Required<HttpProberOptions> = { ca: [], maxBodyBytes: 1024 * 1024 };

/**
 * Probes targets of kind `http`: one GET on a connection of its own. The result is the whole time
 * from the connection to the last byte; the note has the status, the time to the first byte and the
 * end of the certificate. A redirect is followed on the same host only, because a target's server
 * must not choose what else an agent calls; one that leads elsewhere is an answer.
 */
export class HttpProber implements Prober {
  readonly #options: Required<HttpProberOptions>;

  constructor(
    private readonly resolver: Pick<Resolver, "resolve" | "failed">,
    options: HttpProberOptions = {},
  ) {
    this.#options = { ...DEFAULTS, ...options };
  }

  async probe(target: Target, timeoutMs: number): Promise<ProbeOutcome> {
    const url = URL.parse(target.address);
    if (!url) return { result: RESULT_CODES.sendFailed };
    const seen: Exchange = { status: 0, ttfbUs: 0, certificateEndS: 0, location: null };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const tookUs = await this.#follow(url, signal, timeoutMs, seen);
      const result = seen.status >= 400 ? RESULT_CODES.badStatus : rttResult(tookUs);
      return { result, note: noteOf(seen) };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      return { result: RESULT_CODES[error.state], note: noteOf(seen) };
    }
  }

  /** Returns how long it took in microseconds, looking up the name not counted. */
  async #follow(
    first: URL,
    signal: AbortSignal,
    timeoutMs: number,
    seen: Exchange,
  ): Promise<number> {
    let url = first;
    let tookUs = 0;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      tookUs += await get(
        { url, resolver: this.resolver, signal, timeoutMs, ...this.#options },
        seen,
      );
      const next = seen.location === null ? null : URL.parse(seen.location, url);
      if (!next || next.hostname !== first.hostname || !/^https?:$/.test(next.protocol)) {
        return tookUs;
      }
      url = next;
    }
    throw new HttpFailure("redirectLoop");
  }
}

function noteOf({ status, ttfbUs, certificateEndS }: Exchange): ProbeNote {
  return { kind: "http", status, ttfbUs, certificateEndS };
}
