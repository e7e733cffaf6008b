import type { en } from "../en/sentences.ts";

export const ja: typeof en = {
  unreachable: (agents: number) => `は全 ${agents} エージェントから到達不能`,
  unreachableReporting: (agents: number) => `は報告中の全 ${agents} エージェントから到達不能`,
  ownUplink: "はどのターゲットにも到達できません: 自身の上流回線の障害とみられます",
  noAgent: "全エージェント",
  noAgentReports: "から報告なし: 各エージェントの状態を確認してください",
  notYet: "は接続中ですが、まだ報告がありません",
  lostContact: "との通信が途絶: データなし (ターゲットの障害とは限りません)",
  block: (from: string, to: string) => `${from} → ${to}`,
  slow: "遅延",
  loses: (percent: string) => `損失 ${percent}`,
  noAnswer: "応答なし",
  fromMost: "大半のエージェントからの経路で",
  toMost: "大半のターゲットへの経路で同時に",
  ill: (what: string, where: string | null) => where === null ? `は${what}` : `は${where}${what}`,
  single: (what: string, others: number) =>
    others === 0 ? `は${what}` : `は${what} (同様の経路がほかに ${others} 件)`,
};
