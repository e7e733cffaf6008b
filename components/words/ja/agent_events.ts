import type { en } from "../en/agent_events.ts";

const because = (what: string, detail: string) => detail ? `${what}：${detail}` : what;

export const ja: typeof en = {
  connected: (detail) => because("エージェントが接続しました", detail),
  disconnected: (detail) => because("エージェントの接続が終わりました", detail),
  held: (detail) => because("エージェントは保留中です", detail),
  approved: (detail) => because("エージェントが承認されました", detail),
  replaced: (detail) => because("エージェントが二重に接続しました", detail),
  rekeyed: (detail) => because("エージェントの鍵が新しくなりました", detail),
};
