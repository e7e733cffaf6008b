import { firingJson } from "@/server/api/alert_json.ts";
import { define } from "@/server/define.ts";

/** What fires now. */
export const handler = define.handlers({
  GET: (ctx) => ctx.json({ alerts: ctx.state.domain.alerts.firing().map(firingJson) }),
});
