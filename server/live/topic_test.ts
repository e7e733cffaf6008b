import assert from "node:assert/strict";
import { type LiveMessage, Topic } from "./topic.ts";

function viewer() {
  const sent: unknown[] = [];
  const closed: number[] = [];
  return {
    sent,
    closed,
    bufferedAmount: 0,
    send: (message: LiveMessage) => {
      sent.push(typeof message === "string" ? JSON.parse(message) : message);
    },
    close: (code: number) => void closed.push(code),
  };
}

/** A source whose state is a number; a delta carries it when it changed. */
function counter() {
  let value = 0;
  let told = 0;
  return {
    add: () => value++,
    snapshot: (seq: number) => ({ seq, all: told }),
    delta: (seq: number) => {
      if (told === value) return null;
      told = value;
      return { seq, now: value };
    },
  };
}

Deno.test("Topic gives a newcomer a snapshot that the next delta follows", () => {
  const source = counter();
  const topic = new Topic(source);
  const first = viewer();
  topic.join(first);
  source.add();
  const second = viewer();
  topic.join(second);
  source.add();
  topic.tick();
  assert.deepEqual(first.sent, [{ seq: 0, all: 0 }, { seq: 1, now: 2 }]);
  assert.deepEqual(second.sent, [{ seq: 0, all: 0 }, { seq: 1, now: 2 }]);
});

Deno.test("Topic brings itself to now for the first who looks", () => {
  const source = counter();
  const topic = new Topic(source);
  source.add();
  topic.tick();
  const first = viewer();
  topic.join(first);
  assert.deepEqual(first.sent, [{ seq: 1, all: 1 }]);
});

Deno.test("Topic makes one snapshot for all who come between two deltas", () => {
  const source = counter();
  let made = 0;
  const topic = new Topic({ ...source, snapshot: (seq) => ({ seq, made: ++made }) });
  const join = () => {
    const newcomer = viewer();
    topic.join(newcomer);
    return newcomer.sent.at(-1);
  };
  assert.deepEqual([join(), join()], [{ seq: 0, made: 1 }, { seq: 0, made: 1 }]);
  source.add();
  topic.tick();
  assert.deepEqual([join(), join()], [{ seq: 1, made: 2 }, { seq: 1, made: 2 }]);
});

Deno.test("Topic sends bytes as they are", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const topic = new Topic({ snapshot: () => bytes, delta: () => null });
  const one = viewer();
  topic.join(one);
  assert.deepEqual(one.sent, [bytes]);
});

Deno.test("Topic says nothing when nothing changed, and nothing to who left", () => {
  const source = counter();
  const topic = new Topic(source);
  const gone = viewer();
  topic.join(gone);
  topic.tick();
  topic.leave(gone);
  source.add();
  topic.tick();
  assert.equal(gone.sent.length, 1);
  assert.equal(topic.viewers, 0);
});

Deno.test("Topic drops a viewer that cannot follow, and counts it", () => {
  const source = counter();
  const topic = new Topic(source);
  const slow = viewer();
  const quick = viewer();
  topic.join(slow);
  topic.join(quick);
  slow.bufferedAmount = 5 * 1024 * 1024;
  source.add();
  topic.tick();
  assert.deepEqual([slow.sent.length, slow.closed], [1, [1013]]);
  assert.equal(quick.sent.length, 2);
  assert.deepEqual([topic.slowDropped, topic.viewers], [1, 1]);
});

Deno.test("Topic.close() sends everybody away", () => {
  const topic = new Topic(counter());
  const a = viewer();
  topic.join(a);
  topic.close();
  assert.deepEqual(a.closed, [1001]);
});
