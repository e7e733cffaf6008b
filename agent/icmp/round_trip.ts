/** When a request left and its reply arrived, by the clocks there are. */
export interface Stamps {
  /** Unix time in µs by this program, right before the send call. */
  sentRealtimeUs: number;
  /** Unix time in µs by the kernel, when the driver took the packet; `NaN` where it gives none. */
  sentKernelUs: number;
  /** Unix time in µs by the kernel, when the packet came in; `NaN` where it gives none. */
  receivedKernelUs: number;
  /** Time from before the send call until the reply was read, by the monotonic clock. */
  elapsedUs: number;
}

export interface RoundTrip {
  /** Whole microseconds, at least 1: 0 means no answer in some of the places it goes. */
  rttUs: number;
  stamp: "kernel" | "user";
}

/** Both clocks are read at slightly different moments. */
const SLACK_US = 1_000;

/**
 * The best round-trip time that the stamps allow. The kernel's stamps are of the wall clock, which
 * may be set between the two: what comes out negative, or longer than the monotonic clock saw, is
 * not believed.
 */
export function roundTrip(stamps: Stamps): RoundTrip {
  const { sentKernelUs, sentRealtimeUs, receivedKernelUs, elapsedUs } = stamps;
  const credible = (us: number) => us >= 0 && us <= elapsedUs + SLACK_US;
  const kernelUs = receivedKernelUs - sentKernelUs;
  if (credible(kernelUs)) return { rttUs: whole(kernelUs), stamp: "kernel" };
  const halfUserUs = receivedKernelUs - sentRealtimeUs;
  return { rttUs: whole(credible(halfUserUs) ? halfUserUs : elapsedUs), stamp: "user" };
}

function whole(us: number): number {
  return Math.max(1, Math.round(us));
}
