import { Refusal } from "@/shared/refusal.ts";
import type { ResultsService } from "../domain/results.ts";
import { rowQuery } from "./operations/results.ts";
import { readQuery } from "./query.ts";
import { pointJson, stepJson } from "./result_json.ts";

const HOUR_MS = 3_600_000;
const MAX_RAW_RANGE_MS = 32 * 24 * HOUR_MS;
/** Raw points come every so many milliseconds at most. */
const POINT_EVERY_MS = 5_000;
/** Steps of one path. */
const MAX_STEPS = 20_000;
/** Points or steps in an answer of several paths. */
const MAX_ITEMS = 2_000_000;

/** What a question about results asks for, whatever paths it is about. */
export interface SeriesQuery {
  fromMs: number;
  toMs: number;
  /** `null` for raw points. */
  stepMs: number | null;
  /** Steps come with their distribution. */
  spread: boolean;
}

/** Those of `ids` that `only` names, in its order; all of them when it is not there. */
export function onlyOf(url: URL, ids: readonly string[]): readonly string[] {
  const only = url.searchParams.get("only");
  if (only === null) return ids;
  const known = new Set(ids);
  return [...new Set(only.split(","))].filter((id) => known.has(id));
}

/**
 * `from`, `to` and `step`; the last hour by default.
 * @throws {Refusal} "invalid", also for more than one answer can hold of so many paths
 */
export function seriesQuery(url: URL, nowMs: number, paths = 1): SeriesQuery {
  const query = readQuery(url, rowQuery);
  const toMs = query.to ?? nowMs + 1;
  const fromMs = query.from ?? toMs - HOUR_MS;
  const stepMs = query.step ?? null;
  if (fromMs >= toMs) throw new Refusal("invalid", "from must be before to");
  if (stepMs === null && toMs - fromMs > MAX_RAW_RANGE_MS) {
    throw new Refusal("invalid", "raw points: at most 32 days. Give a step, such as step=1h");
  }
  const steps = stepMs === null ? 0 : Math.ceil(toMs / stepMs) - Math.floor(fromMs / stepMs);
  if (steps > MAX_STEPS) {
    throw new Refusal("invalid", `${steps} steps are too many: give a longer step`);
  }
  const items = paths * Math.ceil((toMs - fromMs) / (stepMs ?? POINT_EVERY_MS));
  if (paths > 1 && items > MAX_ITEMS) {
    const advice = "ask for a shorter time, a longer step, or one path";
    throw new Refusal("invalid", `up to ${items} values of ${paths} paths: ${advice}`);
  }
  return { fromMs, toMs, stepMs, spread: query.spread !== "no" };
}

/** One path's part of an answer: `points` or `steps`, each item as JSON. */
export async function readSeries(
  results: ResultsService,
  agentId: string,
  targetId: string,
  { fromMs, toMs, stepMs, spread }: SeriesQuery,
): Promise<{ name: "points" | "steps"; length: number; json(at: number): unknown }> {
  if (stepMs === null) {
    const points = await results.path(agentId, targetId, fromMs, toMs);
    return { name: "points", length: points.length, json: (at) => pointJson(points[at]) };
  }
  const steps = await results.steps(agentId, targetId, fromMs, toMs, stepMs);
  const json = (at: number) => {
    const { spread: all, ...rest } = stepJson(steps[at]);
    return spread ? { ...rest, spread: all } : rest;
  };
  return { name: "steps", length: steps.length, json };
}
