import { nextPath } from "@/components/shell/next_path.ts";
import { problem } from "@/server/api/problem.ts";
import { serverUrl } from "@/server/api/server_url.ts";
import { define, Refusal } from "@/server/define.ts";

/**
 * Sends the browser to the identity provider. A GET, since browsers let no form lead to another
 * site under our policy; it begins a log-in that only the browser with this cookie can finish.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { provider } = ctx.state.domain.auth;
    if (!provider) return problem("not_found", "no identity provider is configured");
    const next = nextPath(ctx.url.searchParams.get("next"));
    try {
      const { url, flow } = await provider.begin(serverUrl(ctx.state, ctx.url), next);
      const headers = { location: url, "set-cookie": ctx.state.flowCookie.start(flow) };
      return new Response(null, { status: 303, headers });
    } catch (error) {
      if (error instanceof Refusal) return problem(error.code, error.message);
      throw error;
    }
  },
});
