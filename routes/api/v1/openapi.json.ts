import { openApi } from "@/server/api/openapi.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json(openApi(ctx.state.domain.version)),
});
