import { accuracy, flatOut } from "./agent.ts";
import { makeBenchNetwork } from "./agent/network.ts";
import type { Figure } from "./figure.ts";

/** The quick half of the benchmark `agent`: how fast, and how exact. Takes half a minute. */
export const bench = {
  name: "icmp",
  async *run(): AsyncIterable<Figure> {
    await using network = await makeBenchNetwork();
    for (const part of [flatOut(network), accuracy(network)]) {
      for await (const figure of part) yield { ...figure, bench: "icmp" };
    }
  },
};
