import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Authenticator } from "@/components/account/Authenticator.tsx";
import { PasswordForm } from "@/components/account/PasswordForm.tsx";
import { SessionTable } from "@/components/account/SessionTable.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { readForm } from "@/server/api/form_body.ts";
import { type AccountView, define, type Owner, Refusal, type State } from "@/server/define.ts";
import { shellWords } from "@/components/words/shell.ts";
import { accountWords } from "@/components/words/account.ts";

interface AccountData {
  account: AccountView;
  /** Where something was refused, and why. */
  problem: { where: string; message: string } | null;
  started: { secret: string; uri: string } | null;
  /** Shown once. */
  recoveryCodes: string[];
  nowMs: number;
}

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx.state)),
  async POST(ctx) {
    const form = await readForm(ctx.req), owner = ownerOf(ctx.state);
    const action = String(form.get("action") ?? "");
    try {
      const done = await act(ctx.state, owner, action, form);
      if (done.data) return page(await dataOf(ctx.state, done.data));
      const response = ctx.redirect("/account", 303);
      if (done.sessionToken) {
        response.headers.append("set-cookie", ctx.state.sessionCookie.start(done.sessionToken));
      }
      return response;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const problem = { where: action, message: error.message };
      return page(await dataOf(ctx.state, { problem }), { status: 422 });
    }
  },
});

async function act(
  { domain: { account } }: State,
  owner: Owner,
  action: string,
  form: FormData,
): Promise<{ data?: Partial<AccountData>; sessionToken?: string }> {
  const text = (name: string) => String(form.get(name) ?? "");
  const password = text("password");
  switch (action) {
    case "password":
      return { sessionToken: await account.changePassword(owner, password, text("fresh")) };
    case "end":
      return { data: void await account.endSession(owner, Number(text("id")), password) };
    case "end-others":
      return { data: void await account.endOtherSessions(owner, password) };
    case "totp-start":
      return { data: { started: await account.startSecondFactor(owner, password) } };
    case "totp-confirm":
      return { data: { recoveryCodes: await account.confirmSecondFactor(owner, text("code")) } };
    case "totp-remove":
      return { data: void await account.removeSecondFactor(owner, password) };
    default:
      throw new HttpError(400, "there is no such action");
  }
}

function ownerOf({ person, clientAddress }: State): Owner {
  const session = person?.session;
  if (!session) throw new HttpError(403, "This page is for people who logged in.");
  return { userId: session.userId, sessionId: session.id, clientAddress };
}

async function dataOf(state: State, more: Partial<AccountData> = {}): Promise<AccountData> {
  const owner = ownerOf(state), { account } = state.domain;
  const confirming = more.problem?.where === "totp-confirm";
  return {
    account: await account.view(owner),
    problem: null,
    started: confirming ? await account.startedSecondFactor(owner) : null,
    recoveryCodes: [],
    nowMs: state.domain.now(),
    ...more,
  };
}

export default define.page<typeof handler>(function AccountPage({ data }) {
  const words = accountWords();
  const { account, problem, started, recoveryCodes, nowMs } = data;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <div class="head">
        <h1>{words.title}</h1>
        <span class="dim">
          <Visible text={account.name} /> · {shellWords().roles[account.role]}
        </span>
      </div>
      <div class="split">
        <SessionTable account={account} nowMs={nowMs} problem={problem} />
        <div>
          <PasswordForm account={account} problem={problem} />
          <Authenticator
            account={account}
            started={started}
            recoveryCodes={recoveryCodes}
            problem={problem}
          />
        </div>
      </div>
    </main>
  );
});
