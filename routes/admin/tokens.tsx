import { page } from "fresh";
import { Head } from "fresh/runtime";
import CopyLine from "@/islands/CopyLine.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { TokenForm, type TokenTyped } from "@/components/tokens/TokenForm.tsx";
import { TokenTable, type TokenView } from "@/components/tokens/TokenTable.tsx";
import { tokensWords } from "@/components/words/tokens.ts";
import { readForm } from "@/server/api/form_body.ts";
import { actOn } from "@/server/api/setting_form.ts";
import { define, type Role, type State } from "@/server/define.ts";

interface TokensData {
  tokens: TokenView[];
  typed: TokenTyped;
  problem: string | null;
  /** The token that was just made, in this answer only. */
  made: string | null;
}

const DAY_MS = 86_400_000;
const FRESH: TokenTyped = { name: "", role: "viewer", days: "90" };

async function dataOf({ domain }: State, more: Partial<TokensData> = {}): Promise<TokensData> {
  const tokens = (await domain.auth.listApiTokens()).reverse();
  return { tokens, typed: FRESH, problem: null, made: null, ...more };
}

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx.state)),
  async POST(ctx) {
    const { domain: { auth }, person } = ctx.state, form = await readForm(ctx.req);
    const text = (name: string) => String(form.get(name) ?? "");
    const typed = { name: text("name").trim(), role: text("role"), days: text("days") };
    let made: string | null = null;
    const problem = await actOn(form, {
      add: async () => {
        const lifeMs = typed.days === "" ? null : Number(typed.days) * DAY_MS;
        const role: Role = typed.role === "admin" || typed.role === "operator"
          ? typed.role
          : "viewer";
        made = (await auth.createApiToken(typed.name, role, person!.name, lifeMs)).token;
      },
      revoke: (id) => auth.revokeApiToken(id, person!.name),
    });
    if (problem !== null) {
      return page(await dataOf(ctx.state, { typed, problem }), { status: 422 });
    }
    // No redirect: it would have to carry the token in an address.
    return made === null
      ? ctx.redirect("/admin/tokens", 303)
      : page(await dataOf(ctx.state, { made }));
  },
});

export default define.page<typeof handler>(function TokensPage({ data, state }) {
  const words = tokensWords(), agents = state.domain.agents.list();
  const waiting = agents.filter(({ status }) => status === "pending" || status === "hold");
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="tokens" waiting={waiting.length} role={state.person!.role} />
      <div class="split">
        <section class="sect" aria-label={words.title}>
          <div class="sect-head">
            <h2>{words.title}</h2>
            <span class="faint small">
              {words.about} <a href="/docs/api">{words.reference}</a>
            </span>
          </div>
          {data.tokens.length > 0
            ? <TokenTable tokens={data.tokens} nowMs={Date.now()} />
            : <p class="dim">{words.none}</p>}
        </section>
        <section class="sect" aria-label={words.add}>
          <div class="sect-head">
            <h2>{words.add}</h2>
          </div>
          {data.made === null
            ? <TokenForm typed={data.typed} problem={data.problem} />
            : (
              <div class="fields">
                <CopyLine text={data.made} />
                <p class="faint small">{words.made}</p>
                <a class="btn" href="/admin/tokens">{words.another}</a>
              </div>
            )}
        </section>
      </div>
    </main>
  );
});
