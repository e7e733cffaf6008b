/** One measured number; a line of JSON in the output of `deno task bench`. */
export interface Figure {
  /** The benchmark it belongs to: the name of its file. */
  bench: string;
  /** What was measured, in snake case, such as `loopback_rtt_p50`. */
  figure: string;
  value: number;
  /** Such as `us`, `probes/s`. */
  unit: string;
  /** Another program that was measured in the same run, on the same machine. */
  peer?: string;
  peer_value?: number;
  /** `value / peer_value`. */
  ratio?: number;
}
