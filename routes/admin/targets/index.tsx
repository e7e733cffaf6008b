import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import PasteTargets from "@/islands/PasteTargets.tsx";
import TargetEditor from "@/islands/TargetEditor.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import type { PastedLine } from "@/components/admin/paste_targets.ts";
import { Refused } from "@/components/admin/Refused.tsx";
import { Suggestions } from "@/components/admin/Suggestions.tsx";
import {
  type AddForm,
  changeOf,
  editFormOf,
  inputsOf,
  linesOf,
  markLines,
  type Problem,
  problemsOf,
  readAddForm,
  readEditForm,
  wholeList,
} from "@/components/admin/target_form.ts";
import { type Editing, listUrl } from "@/components/admin/TargetTable.tsx";
import { type LastChange, lastChangeOf } from "@/components/admin/targets_answer.ts";
import { targetsWords } from "@/components/words/targets.ts";
import { readForm } from "@/server/api/form_body.ts";
import { define, type Domain, Refusal, type TargetList } from "@/server/define.ts";
import { changedFields } from "@/shared/target_changes.ts";
import type { Target } from "@/shared/target.ts";

/** What of the page is other than usual: something was typed, refused, or done in part. */
interface Shown {
  form?: AddForm;
  lines?: PastedLine[];
  problems?: Problem[];
  added?: number;
  editing?: Editing | null;
  /** Why something that was asked for all selected ones, or for the list, was not done. */
  refusal?: "nothingSelected" | "listConflict" | { message: string };
}
type TargetsData = Shown & { last: LastChange | null };

const EMPTY: AddForm = { addresses: "", name: "", group: "", warnMs: "", intervalS: "" };

export const handler = define.handlers({
  async GET(ctx) {
    const { domain } = ctx.state, id = ctx.url.searchParams.get("edit");
    const target = domain.targets.current().targets.find((target) => target.id === id);
    const editing = target
      ? { id: target.id, form: editFormOf(target), problems: [], seen: target }
      : null;
    return page<TargetsData>({ editing, last: await lastChange(domain) });
  },
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const { domain, person } = ctx.state;
    const shown = await apply(domain, form, person!.name);
    if (shown === null) return ctx.redirect(listUrl(String(form.get("q") ?? "")), 303);
    const status = shown.added ? 200 : isConflict(shown) ? 409 : 422;
    return page<TargetsData>({ ...shown, last: await lastChange(domain) }, { status });
  },
});

const isConflict = ({ refusal, editing }: Shown) =>
  refusal === "listConflict" || editing?.theirs !== undefined;

async function lastChange({ targets }: Domain): Promise<LastChange | null> {
  const [newest] = await targets.history({ limit: 1 });
  return newest ? lastChangeOf(newest) : null;
}

/** Does what the form asks; returns what to show when it was refused, or done in part. */
function apply(domain: Domain, form: FormData, by: string): Promise<Shown | null> {
  const action = form.get("action");
  switch (action) {
    case null:
      return replaceAll(domain, form, by);
    case "add":
    case "add_good":
      return add(domain, form, by, action === "add_good");
    case "edit":
      return edit(domain, form, by);
    case "remove":
    case "remove_selected":
    case "set_group":
    case "set_interval":
      return changeSelected(domain, form, by, action);
    case "restore":
      return restore(domain, form, by);
    default:
      throw new HttpError(400, "action takes add, edit, remove or restore");
  }
}

/** As in the system that Meshping replaces: one field with the whole list, comma-separated. */
async function replaceAll({ targets }: Domain, form: FormData, by: string): Promise<Shown | null> {
  const list = form.get("targets");
  if (typeof list !== "string") throw new HttpError(400, "a form needs an action, or targets");
  const inputs = wholeList(list, targets.current().targets);
  const refusal = await refusalOf(() => targets.replace(inputs, by));
  if (!refusal) return null;
  const addresses = inputs.map(({ address }) => address);
  return { form: { ...EMPTY, addresses: list }, problems: problemsOf(refusal, addresses) };
}

async function add(
  { targets }: Domain,
  sent: FormData,
  by: string,
  onlyGood: boolean,
): Promise<Shown | null> {
  const form = readAddForm(sent);
  let lines = linesOf(form);
  const isGood = (line: PastedLine) => line.problems.length === 0;
  if (!inputsOf(lines).length) return { form, lines, problems: [{ message: MISSING }] };
  // The lines are asked about once more than needed: the list itself finds what it holds already.
  for (let tries = 0; tries < 2; tries++) {
    const good = onlyGood || tries === 0 ? lines.filter(isGood) : lines;
    if (!onlyGood && good.length < lines.length) return { form, lines };
    if (!good.length) return { form, lines };
    const refusal = await refusalOf(() => targets.add(inputsOf(good), by));
    if (!refusal) {
      const left = lines.filter((line) => !isGood(line));
      if (!left.length) return null;
      const addresses = left.map(({ text }) => text).join("\n");
      return { form: { ...form, addresses }, lines: left, added: inputsOf(good).length };
    }
    const marked = markLines(refusal, good);
    const byLine = new Map(marked.lines.map((line) => [line.line, line]));
    lines = lines.map((line) => byLine.get(line.line) ?? line);
    if (!onlyGood || marked.problems.length) return { form, lines, problems: marked.problems };
  }
  return { form, lines };
}

const MISSING = "an address is missing";

/** Targets of `ids` that are not what they were in the revision that a person saw. */
async function changedSince(
  { targets }: Domain,
  ids: readonly string[],
  form: FormData,
): Promise<{ now: TargetList; seen: Target | null; theirs: Target | null }[]> {
  const now = targets.current(), revision = Number(form.get("revision") ?? now.revision);
  const then = await targets.revision(revision) ?? now;
  return ids.flatMap((id) => {
    const find = (list: TargetList) => list.targets.find((target) => target.id === id) ?? null;
    const seen = find(then), theirs = find(now);
    const same = seen && theirs && changedFields(seen, theirs).length === 0;
    return same || !seen ? [] : [{ now, seen, theirs }];
  });
}

async function edit(domain: Domain, sent: FormData, by: string): Promise<Shown | null> {
  const id = String(sent.get("id") ?? ""), form = readEditForm(sent);
  const { revision, targets } = domain.targets.current();
  const [conflict] = await changedSince(domain, [id], sent);
  if (conflict) {
    return { editing: { id, form, problems: [], seen: conflict.seen!, theirs: conflict.theirs } };
  }
  const seen = targets.find((target) => target.id === id);
  const refusal = await refusalOf(() => domain.targets.edit(id, changeOf(form), by, [revision]));
  if (!refusal) return null;
  if (!seen || refusal.code === "not_found") return { refusal: { message: refusal.message } };
  // Between the look and the change, somebody else was faster.
  if (refusal.code === "precondition_failed") return { refusal: "listConflict" };
  return { editing: { id, form, seen, problems: problemsOf(refusal, []) } };
}

async function changeSelected(
  domain: Domain,
  form: FormData,
  by: string,
  action: "remove" | "remove_selected" | "set_group" | "set_interval",
): Promise<Shown | null> {
  const { targets } = domain, { revision } = targets.current();
  const ids = form.getAll("id").map(String);
  if (!ids.length) return { refusal: "nothingSelected" };
  if ((await changedSince(domain, ids, form)).length) return { refusal: "listConflict" };
  const change = action === "set_group"
    ? { group: String(form.get("bulk_group") ?? "") }
    : { intervalMs: Number(form.get("bulk_interval_s")) * 1000 };
  const refusal = await refusalOf(() =>
    action.startsWith("remove")
      ? targets.removeMany(ids, by, [revision])
      : targets.editMany(ids, change, by, [revision])
  );
  return shownRefusal(refusal);
}

async function restore({ targets }: Domain, form: FormData, by: string): Promise<Shown | null> {
  const to = Number(form.get("to")), seen = Number(form.get("revision"));
  return shownRefusal(await refusalOf(() => targets.restore(to, by, [seen])));
}

function shownRefusal(refusal: Refusal | null): Shown | null {
  if (!refusal) return null;
  if (refusal.code === "precondition_failed") return { refusal: "listConflict" };
  return { refusal: { message: refusal.message } };
}

async function refusalOf(act: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export default define.page<typeof handler>(function TargetsPage({ data, state, url }) {
  const words = targetsWords();
  const { targets, agents } = state.domain, list = targets.current();
  const waiting = agents.list().filter(({ status }) => status === "pending" || status === "hold");
  const known = new Set(list.targets.map(({ address }) => address));
  const { form = EMPTY, lines = [], problems = [], added = 0, editing = null, refusal } = data;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="targets" waiting={waiting.length} role={state.person!.role} />
      {refusal && <Refused refusal={refusal} />}
      <div class="split">
        <TargetEditor
          list={list}
          last={data.last}
          query={url.searchParams.get("q") ?? ""}
          editing={editing}
        />
        <div>
          <section class="sect" aria-label={words.addTargets}>
            <div class="sect-head">
              <h2>{words.addTargets}</h2>
            </div>
            <PasteTargets
              form={form}
              lines={lines}
              problems={problems}
              refused={added === 0 && (problems.length > 0 || lines.length > 0)}
              added={added}
            />
          </section>
          <Suggestions
            suggestions={targets.suggestions().filter(({ address }) => !known.has(address))}
          />
        </div>
      </div>
    </main>
  );
});
