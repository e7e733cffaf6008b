import { refusalsWords } from "@/components/words/refusals.ts";
import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import CopyLine from "@/islands/CopyLine.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { AddUser } from "@/components/users/AddUser.tsx";
import { UserTable } from "@/components/users/UserTable.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { readForm } from "@/server/api/form_body.ts";
import { joinUrl } from "@/server/api/join_url.ts";
import { roleOf } from "@/server/api/user_json.ts";
import { define, Refusal, type State, type UserView } from "@/server/define.ts";
import { usersWords } from "@/components/words/users.ts";

interface UsersData {
  users: UserView[];
  nowMs: number;
  typed: { name: string; role: string };
  /** Of the form that adds somebody. */
  problem: string | null;
  /** Why something about a user was refused. */
  refused: string | null;
  link: { name: string; url: string; expiresAtMs: number } | null;
}
const NOBODY = { name: "", role: "viewer" };

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx.state)),
  async POST(ctx) {
    const form = await readForm(ctx.req), action = String(form.get("action") ?? "");
    try {
      const made = await act(ctx.state, action, form);
      if (!made) return ctx.redirect("/admin/users", 303);
      const { name, key, expiresAtMs } = made;
      // No redirect: the key would have to travel in an address, where logs keep it.
      const link = { name, url: joinUrl(ctx.state, ctx.url, key), expiresAtMs };
      return page(await dataOf(ctx.state, { link }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const typed = { name: String(form.get("name") ?? ""), role: String(form.get("role") ?? "") };
      const more = action === "add"
        ? { typed, problem: error.message }
        : { refused: error.message };
      return page(await dataOf(ctx.state, more), { status: 422 });
    }
  },
});

/** Does what the form asks; returns the link that was made, if one was. */
async function act({ domain: { users }, person }: State, action: string, form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  const id = Number(text("id")), by = person!.name;
  if (action === "add") {
    const name = text("name"), role = roleOf(text("role")), password = text("password");
    if (password) return void await users.add(name, role, password, by);
    const { user, link } = await users.invite(name, role, by);
    return { name: user.name, ...link };
  }
  if (action === "link") {
    const { name } = await users.get(id);
    return { name, ...await users.passwordLink(id, by) };
  }
  if (action === "role") await users.setRole(id, roleOf(text("role")), by);
  else if (action === "disable") await users.disable(id, by);
  else if (action === "enable") await users.enable(id, by);
  else if (action === "remove") await users.remove(id, by);
  else if (action === "end-sessions") await users.endSessions(id, by);
  else if (action === "no-code") await users.removeSecondFactor(id, by);
  else throw new HttpError(400, "there is no such action");
}

async function dataOf({ domain }: State, more: Partial<UsersData> = {}): Promise<UsersData> {
  const users = await domain.users.list(), nowMs = domain.now();
  return { users, nowMs, typed: NOBODY, problem: null, refused: null, link: null, ...more };
}

export default define.page<typeof handler>(function UsersPage({ data, state }) {
  const words = usersWords();
  const { users, nowMs, typed, problem, refused, link } = data;
  const waiting = state.domain.agents.list()
    .filter(({ status }) => status === "pending" || status === "hold").length;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="users" role={state.person!.role} waiting={waiting} />
      {refused && (
        <p class="sect error" role="alert">
          <Visible text={refusalsWords().say(refused)} />
        </p>
      )}
      {link && (
        <section class="sect" role="status">
          <p>
            <Visible text={words.sendLink(link.name)} />
          </p>
          <CopyLine text={link.url} />
          <p class="faint small">
            <MomentIn atMs={link.expiresAtMs} say={words.ends} />
          </p>
        </section>
      )}
      <div class="split">
        <UserTable users={users} nowMs={nowMs} ownName={state.person!.name} />
        <AddUser typed={typed} problem={problem} />
      </div>
    </main>
  );
});
