import assert from "node:assert/strict";
import { PatternMatcher, type WorkerLike } from "./pattern_matcher.ts";

function matcher(source: string) {
  const state = { timer: null as (() => void) | null, asked: 0, ended: 0, changes: 0 };
  let answer = () => {};
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage({ source, lines }) {
      state.asked++;
      const data = lines.map(([key, text]) => [key, new RegExp(source, "iu").test(text)]);
      answer = () => worker.onmessage!({ data } as MessageEvent);
    },
    terminate: () => state.ended++,
  };
  const after = (_: number, run: () => void) => {
    state.timer = run;
    return () => state.timer = null;
  };
  const made = new PatternMatcher(source, { open: () => worker, after }, () => state.changes++);
  return { made, state, answer: () => answer() };
}

Deno.test("PatternMatcher.matches() says true when the worker found the pattern", () => {
  const { made, state, answer } = matcher("^get /(a|b)");
  made.look([[1, "GET /a"], [2, "POST /a"]]);
  assert.equal(made.matches(1), false, "not known yet");
  answer();
  assert.deepEqual([made.matches(1), made.matches(2), state.changes], [true, false, 1]);
  made.look([[1, "GET /a"], [2, "POST /a"]]);
  assert.equal(state.asked, 1, "nothing is tried twice");
  made.close();
  assert.deepEqual([state.ended, state.timer], [1, null]);
});

Deno.test("PatternMatcher.look() gives a slow pattern up and ends its worker", () => {
  const { made, state } = matcher("x");
  made.look([[1, "x"]]);
  state.timer!();
  assert.match(made.problem!, /too slow/);
  assert.deepEqual([state.ended, state.changes], [1, 1]);
  made.look([[2, "x"]]);
  assert.equal(state.asked, 1);
});

Deno.test("PatternMatcher names what is wrong with a pattern and never tries it", () => {
  const { made, state } = matcher("(");
  made.look([[1, "("]]);
  assert.match(made.problem!, /group/i);
  assert.deepEqual([made.matches(1), state.asked], [false, 0]);
});
