const HOUR_MS = 3_600_000, DAY_MS = 24 * HOUR_MS;

/** The ranges a page offers by name; each ends now. */
export const RANGES = { "1h": HOUR_MS, "24h": DAY_MS, "7d": 7 * DAY_MS, "400d": 400 * DAY_MS };
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

/** A named range moves with the time; one with ends, made by zooming, stays as it is. */
export type PathRange = { name: RangeName } | { fromMs: number; toMs: number };

/** A path to compare with. */
export interface PathRef {
  agentId: string;
  targetId: string;
}

/** What of a path a person looks at: kept in the address. */
export interface PathQuery {
  range: PathRange;
  compare: PathRef[];
}

/** More lines on one axis than this are a tangle. */
export const MAX_COMPARED = 4;
/** Less than this has no two results. */
export const MIN_RANGE_MS = 20_000;

export function readPathQuery(params: URLSearchParams): PathQuery {
  const fromMs = timeOf(params.get("from")), toMs = timeOf(params.get("to"));
  const name = RANGE_NAMES.find((name) => name === params.get("range")) ?? "1h";
  const fixed = fromMs !== null && toMs !== null && toMs - fromMs >= MIN_RANGE_MS &&
    toMs - fromMs <= RANGES["400d"];
  const compare = params.getAll("with").flatMap((text): PathRef[] => {
    const [agentId, targetId, ...more] = text.split("/");
    return agentId && targetId && !more.length && text.length < 80 ? [{ agentId, targetId }] : [];
  });
  return { range: fixed ? { fromMs, toMs } : { name }, compare: compare.slice(0, MAX_COMPARED) };
}

/** The query string for `query`, with `?` in front or empty; other parameters of `params` stay. */
export function writePathQuery({ range, compare }: PathQuery, params: URLSearchParams): string {
  const next = new URLSearchParams(params);
  for (const name of ["range", "from", "to", "with"]) next.delete(name);
  if (!("name" in range)) {
    next.set("from", new Date(range.fromMs).toISOString());
    next.set("to", new Date(range.toMs).toISOString());
  } else if (range.name !== "1h") next.set("range", range.name);
  for (const { agentId, targetId } of compare) next.append("with", `${agentId}/${targetId}`);
  return next.size ? `?${next}` : "";
}

/** Ends of a range at the time `nowMs`. */
export function endsOf(range: PathRange, nowMs: number): { fromMs: number; toMs: number } {
  return "name" in range ? { fromMs: nowMs - RANGES[range.name], toMs: nowMs } : range;
}

/** Up to here single results are fetched; further than that, what the server rolled up. */
const RAW_MS = 26 * HOUR_MS;
const MINUTE = 60_000;
const BINS_MS = [5_000, 10_000, 15_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE];
const STEPS: [text: string, ms: number][] = [
  ["10m", 10 * MINUTE],
  ["1h", HOUR_MS],
  ["2h", 2 * HOUR_MS],
  ["6h", 6 * HOUR_MS],
  ["12h", 12 * HOUR_MS],
  ["1d", DAY_MS],
];

/** How a stretch of time is asked for and drawn: `step` of the API or `null` for single results. */
export function resolutionOf(lengthMs: number): { step: string | null; binMs: number } {
  if (lengthMs <= RAW_MS) {
    const binMs = BINS_MS.find((ms) => lengthMs / ms <= 400) ?? BINS_MS.at(-1)!;
    return { step: null, binMs };
  }
  const [step, binMs] = STEPS.find(([, ms]) => lengthMs / ms <= 1_100) ?? STEPS.at(-1)!;
  return { step, binMs };
}

function timeOf(text: string | null): number | null {
  const atMs = text && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
  return Number.isFinite(atMs) ? atMs : null;
}
