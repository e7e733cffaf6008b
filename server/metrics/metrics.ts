import type { Agent } from "@/shared/agent.ts";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import type { MetricsFilter, MetricsService } from "../domain/metrics.ts";
import type { MatrixRows } from "../domain/results.ts";
import { type OwnFigures, ownText } from "./own_metrics.ts";
import { PathHistograms } from "./path_histograms.ts";
import { choosePaths, pathText } from "./path_metrics.ts";

export interface MetricsOptions {
  matrix(): MatrixRows;
  agents(): readonly Pick<Agent, "id" | "status">[];
  targets(): readonly { id: string }[];
  figures(): Promise<
    Omit<OwnFigures, "pathsLeftOut" | "histogramBytes" | "rounds" | "targets">
  >;
}

/** Counts every round, and tells Prometheus. */
export class Metrics implements MetricsService {
  #histograms = new PathHistograms();

  constructor(private readonly options: MetricsOptions) {}

  /** Takes a round that was kept. */
  addRound(agentNumber: number, targetIds: readonly string[], frame: RoundFrame): void {
    this.#histograms.add(`agent_${agentNumber}`, targetIds, frame.results);
  }

  /** Call it now and then: what is gone needs no memory. */
  forgetOld(): void {
    const agents = this.options.agents().filter(({ status }) => status === "approved");
    const ids = (list: readonly { id: string | null }[]) => new Set(list.map(({ id }) => id ?? ""));
    this.#histograms.keepOnly(ids(agents), ids(this.options.targets()));
  }

  /** Memory of the paths' histograms. */
  get byteLength(): number {
    return this.#histograms.byteLength;
  }

  async text(filter: MetricsFilter): Promise<Iterable<string>> {
    const figures = await this.options.figures();
    const matrix = this.options.matrix();
    const chosen = choosePaths(matrix, filter);
    const own = ownText({
      ...figures,
      targets: matrix.targets.length,
      rounds: this.#histograms.rounds,
      pathsLeftOut: chosen.leftOut,
      histogramBytes: this.#histograms.byteLength,
    });
    return pieces(own, pathText(matrix, chosen, this.#histograms));
  }
}

function* pieces(first: string, rest: Iterable<string>): Generator<string> {
  yield first;
  yield* rest;
}
