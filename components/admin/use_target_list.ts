import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Target, TargetList } from "@/shared/target.ts";
import { changedFields } from "@/shared/target_changes.ts";
import { type LastChange, lastChangeOf, listChangesOf, targetListOf } from "./targets_answer.ts";
import type { changeOf } from "./target_form.ts";

/** What became of a change. */
export type Saved =
  | { done: true }
  /** Somebody else changed it: as it is now, or `null` when it is gone. */
  | { done: false; now: Target | null }
  | { done: false; problems: string[] };

export interface LiveTargetList {
  list: Signal<TargetList>;
  last: Signal<LastChange | null>;
  /** An answer could not be had: the list may be old. */
  stale: Signal<boolean>;
  /** Somebody else changed the list while this page was open. */
  othersChanged: Signal<boolean>;
  /** True in the browser, once the page listens. */
  live: Signal<boolean>;
  /**
   * Changes one target; `seen` is it as the person saw it. Changes of others elsewhere on the list
   * are no conflict, one of this target is: nothing is overwritten unseen.
   */
  save(seen: Target, change: ReturnType<typeof changeOf>): Promise<Saved>;
}

const URL_OF_LIST = "/api/v1/targets", POLL_MS = 5_000;
/** Times that a change is tried on a list that others are changing too. */
const TRIES = 5;

/** The target list as it is now, and how one of it is changed. */
export function useTargetList(first: TargetList, firstChange: LastChange | null): LiveTargetList {
  const list = useSignal(first), last = useSignal(firstChange);
  const stale = useSignal(false), othersChanged = useSignal(false), live = useSignal(false);
  const take = async (answer: Response) => {
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const next = targetListOf(await answer.json());
    // An answer that was overtaken by a newer one says nothing new.
    if (next.revision <= list.value.revision) return;
    const changes = await fetch(`${URL_OF_LIST}/revisions?limit=1`, { signal: deadline() });
    const [change] = listChangesOf(await changes.json());
    list.value = next;
    last.value = change ? lastChangeOf(change) : null;
  };
  const read = async () => {
    const known = { "if-none-match": `"${list.value.revision}"` };
    const answer = await fetch(URL_OF_LIST, { headers: known, signal: deadline() });
    if (answer.status !== 304) await take(answer);
  };
  useEffect(() => {
    live.value = true;
    let timer: ReturnType<typeof setTimeout>, ended = false;
    const goOn = async () => {
      const { revision } = list.value;
      try {
        if (!document.hidden) await read();
        stale.value = false;
      } catch {
        stale.value = true;
      }
      if (list.value.revision > revision) othersChanged.value = true;
      if (!ended) timer = setTimeout(goOn, POLL_MS);
    };
    timer = setTimeout(goOn, POLL_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);
  const save = async (seen: Target, change: ReturnType<typeof changeOf>): Promise<Saved> => {
    for (let n = 0; n < TRIES; n++) {
      const now = list.value.targets.find(({ id }) => id === seen.id) ?? null;
      if (now === null || changedFields(seen, now).length) return { done: false, now };
      const answer = await fetch(`${URL_OF_LIST}/${encodeURIComponent(seen.id)}`, {
        method: "PATCH",
        headers: { "content-type": "application/json", "if-match": `"${list.value.revision}"` },
        body: JSON.stringify(changeJson(change)),
        signal: deadline(),
      });
      // Another target was changed, or this one: the new list tells which.
      if (answer.status === 412) {
        await read();
        othersChanged.value = true;
      } else if (answer.ok) {
        await take(answer);
        return { done: true };
      } else return { done: false, problems: problemsIn(await answer.json()) };
    }
    throw new Error("the list changes too often");
  };
  return { list, last, stale, othersChanged, live, save };
}

const deadline = () => AbortSignal.timeout(20_000);

function changeJson({ intervalMs, warnMs, ...rest }: ReturnType<typeof changeOf>) {
  return {
    ...rest,
    ...(intervalMs === undefined ? {} : { interval_ms: intervalMs }),
    // Not a number is no JSON number either: the check behind says what it takes.
    ...(warnMs === undefined ? {} : { warn_ms: warnMs }),
  };
}

function problemsIn(answer: unknown): string[] {
  const { detail, errors } = (answer ?? {}) as { detail?: unknown; errors?: { message: string }[] };
  return errors?.map(({ message }) => message) ?? [String(detail)];
}
