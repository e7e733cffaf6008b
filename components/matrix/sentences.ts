import type { CellState } from "@/shared/cell_state.ts";
import { type MatrixView, STATE_CODES } from "@/shared/live/matrix.ts";
import { pathUrl } from "@/components/path/results_answer.ts";
import { agentUrl, targetUrl } from "@/components/path/page_urls.ts";
import { formatPercent } from "@/components/text/format.ts";
import { sentencesWords } from "@/components/words/sentences.ts";

/** What is wrong, in words, before a picture shows it. The rules are in docs/matrix.md. */
export interface Sentence {
  state: CellState;
  /** Name of the agent, target or group it is about. */
  subject: string;
  /** The rest of the sentence. */
  rest: string;
  /** Paths it speaks of. */
  paths: number;
  /** Page of these paths. */
  href: string;
  /** Since when, Unix time in milliseconds, where that is known. */
  sinceMs: number | null;
}

const { ok: OK, fail: FAIL, nodata: NODATA } = STATE_CODES;
/** Share of a row, a column or a block that has to be ill for the whole to be named. */
const MOST = 0.75;
/** Fewer paths than this are named one by one. */
const FEW = 4;

/** The matrix while sentences are found: what a sentence has told is not told again. */
interface Telling {
  view: MatrixView;
  told: Uint8Array;
  found: Sentence[];
  rows: Tally[];
  columns: Tally[];
}

/** How many cells of a row or a column are in which state; `ill` is slow or fail. */
interface Tally {
  ill: number;
  fail: number;
  nodata: number;
}

/**
 * The few things that explain most of what is wrong, rule by rule; each path counts for the first
 * that fits. At most `limit` sentences.
 */
export function sentences(view: MatrixView, limit: number): Sentence[] {
  const { rows, columns } = tally(view);
  // Most of the time all is well, and two hundred thousand cells need one look only.
  if (rows.every(({ ill, nodata }) => ill + nodata === 0)) return [];
  const told = new Uint8Array(view.states.length);
  const telling: Telling = { view, told, found: [], rows, columns };
  deadTargets(telling);
  blindAgents(telling);
  silentAgents(telling);
  illBlocks(telling);
  illAgents(telling);
  illTargets(telling);
  singlePaths(telling);
  return telling.found.slice(0, limit);
}

/** One pass over all cells, so that the rules look closely only where they may apply. */
function tally(view: MatrixView): { rows: Tally[]; columns: Tally[] } {
  const none = () => ({ ill: 0, fail: 0, nodata: 0 });
  const rows = view.agents.map(none), columns = view.targets.map(none);
  const { states } = view, width = columns.length;
  // Nothing but this in the loop: it goes over all cells, every second.
  for (let i = 0; i < states.length; i++) {
    if (states[i] !== OK) addTo(rows[Math.floor(i / width)], columns[i % width], states[i]);
  }
  return { rows, columns };
}

function addTo(row: Tally, column: Tally, state: number): void {
  for (const count of [row, column]) {
    if (state === NODATA) count.nodata++;
    else count.ill++;
    if (state === FAIL) count.fail++;
  }
}

/** Whether so many ill of so many cells can be most of those that report. */
const mayBeMost = (ill: number, cells: number, nodata: number) =>
  ill >= FEW && ill >= (cells - nodata) * MOST;

const row = (view: MatrixView, agent: number): number[] =>
  view.targets.map((_, column) => agent * view.targets.length + column);
const column = (view: MatrixView, target: number): number[] =>
  view.agents.map((_, agent) => agent * view.targets.length + target);

/** Rule 1: a target that no agent reaches that reports. */
function deadTargets(telling: Telling): void {
  const { view, columns } = telling;
  view.targets.forEach((target, at) => {
    if (columns[at].fail < 2) return;
    const reporting = column(view, at).filter((i) => view.states[i] !== NODATA);
    if (reporting.length < 2 || !reporting.every((i) => view.states[i] === FAIL)) return;
    const all = reporting.length === view.agents.length;
    const words = sentencesWords();
    const rest = (all ? words.unreachable : words.unreachableReporting)(reporting.length);
    tell(telling, "fail", target.name, rest, reporting, targetUrl(target.id));
  });
}

/** Rule 2: an agent that reaches none of the targets that others reach. */
function blindAgents(telling: Telling): void {
  const { view, told, rows } = telling;
  view.agents.forEach((agent, at) => {
    if (rows[at].fail < 2) return;
    const left = row(view, at).filter((i) => !told[i] && view.states[i] !== NODATA);
    if (left.length < 2 || !left.every((i) => view.states[i] === FAIL)) return;
    tell(telling, "fail", agent.name, sentencesWords().ownUplink, left, agentUrl(agent.id));
  });
}

/** Rule 3: an agent without data, which is not down. */
function silentAgents(telling: Telling): void {
  const { view, rows } = telling, words = sentencesWords();
  const width = view.targets.length;
  const silent = rows.flatMap(({ nodata }, at) => width && nodata === width ? [at] : []);
  if (silent.length > 2 && silent.length === view.agents.length) {
    const paths = silent.flatMap((at) => row(view, at));
    return tell(telling, "nodata", words.noAgent, words.noAgentReports, paths, "/?view=table");
  }
  for (const at of silent) {
    const { id, name, connected, lastRoundAtMs } = view.agents[at];
    const rest = connected ? words.notYet : words.lostContact;
    tell(telling, "nodata", name, rest, row(view, at), agentUrl(id));
    if (!connected) telling.found.at(-1)!.sinceMs = lastRoundAtMs;
  }
}

/** Rule 4: most paths between a group of agents and a group of targets. */
function illBlocks(telling: Telling): void {
  const { view } = telling;
  const agents = Map.groupBy(view.agents.keys(), (at) => view.agents[at].group);
  const targets = Map.groupBy(view.targets.keys(), (at) => view.targets[at].group);
  if (agents.size < 2 && targets.size < 2) return;
  for (const [from, rows] of agents) {
    for (const [to, columns] of targets) {
      if (to === "" || columns.length < 2 || rows.length < 2) continue;
      const tallies = columns.map((c) => telling.columns[c]);
      const sum = (of: keyof Tally) => tallies.reduce((all, count) => all + count[of], 0);
      if (!mayBeMost(sum("ill"), rows.length * columns.length, sum("nodata"))) continue;
      const block = rows.flatMap((at) => columns.map((c) => at * view.targets.length + c));
      const subject = from === "" ? to : sentencesWords().block(from, to);
      const search = new URLSearchParams({ filter: from === "" ? to : `${from} → ${to}` });
      tellIfIll(telling, block, subject, from === "" ? "fromMost" : null, `/?${search}`);
    }
  }
}

/** Rule 5: most paths of an agent. */
function illAgents(telling: Telling): void {
  const { view, rows } = telling;
  view.agents.forEach(({ id, name }, at) => {
    if (!mayBeMost(rows[at].ill, view.targets.length, rows[at].nodata)) return;
    tellIfIll(telling, row(view, at), name, "toMost", agentUrl(id));
  });
}

/** Rule 6: most paths to a target. */
function illTargets(telling: Telling): void {
  const { view, columns } = telling;
  view.targets.forEach(({ id, name }, at) => {
    if (!mayBeMost(columns[at].ill, view.agents.length, columns[at].nodata)) return;
    tellIfIll(telling, column(view, at), name, "fromMost", targetUrl(id));
  });
}

function tellIfIll(
  telling: Telling,
  all: number[],
  subject: string,
  where: "fromMost" | "toMost" | null,
  href: string,
): void {
  const { view, told } = telling, words = sentencesWords();
  const reporting = all.filter((i) => view.states[i] !== NODATA);
  const ill = reporting.filter((i) => !told[i] && view.states[i] !== OK);
  if (ill.length < FEW || ill.length < reporting.length * MOST) return;
  const state = ill.some((i) => view.states[i] === FAIL) ? "fail" : "slow";
  const rest = words.ill(whatIsWrong(view, ill), where && words[where]);
  tell(telling, state, subject, rest, ill, href);
}

function whatIsWrong(view: MatrixView, paths: number[]): string {
  const lossPercent = paths.reduce((sum, i) => sum + view.lost[i] / 10, 0) / paths.length;
  const words = sentencesWords();
  return lossPercent === 0 ? words.slow : words.loses(formatPercent(lossPercent));
}

/** Rule 7: what is left, one path and how many are like it. */
function singlePaths(telling: Telling): void {
  const { view, told } = telling, words = sentencesWords();
  for (const state of ["fail", "slow"] as const) {
    const paths: number[] = [];
    const code = STATE_CODES[state];
    for (let i = 0; i < view.states.length; i++) {
      if (view.states[i] === code && !told[i]) paths.push(i);
    }
    if (!paths.length) continue;
    const width = view.targets.length, first = paths[0];
    const agent = view.agents[Math.floor(first / width)], target = view.targets[first % width];
    const what = state === "fail"
      ? words.noAnswer
      : view.lost[first] > 0
      ? words.loses(formatPercent(view.lost[first] / 10))
      : words.slow;
    const others = paths.length - 1;
    const rest = words.single(what, others);
    const href = others ? "/?view=table" : pathUrl(agent.id, target.id);
    tell(telling, state, `${agent.name} → ${target.name}`, rest, paths, href);
    telling.found.at(-1)!.sinceMs = view.sinceS[first] * 1000 || null;
  }
}

function tell(
  { view, told, found }: Telling,
  state: CellState,
  subject: string,
  rest: string,
  paths: number[],
  href: string,
): void {
  // It is true of all of them since the last one joined.
  let sinceS = 0;
  for (const i of paths) {
    told[i] = 1;
    sinceS = Math.max(sinceS, view.sinceS[i]);
  }
  found.push({
    state,
    subject,
    rest,
    paths: paths.length,
    href,
    sinceMs: sinceS * 1000 || null,
  });
}
