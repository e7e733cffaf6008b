import type { en } from "../en/rows.ts";

export const ja: typeof en = {
  caption: "経路とその履歴",
  state: "状態",
  agent: "エージェント",
  target: "ターゲット",
  chart: (range: string) => `直近 ${range}: 中央値、p5~p95、下段は損失`,
  last: "最新",
  median: "中央値",
  worstP95: "最大の p95",
  lost: "損失",
  sort: "並び順",
  sorts: { worst: "状態の悪い順", name: "名前", rtt: "RTT の大きい順" },
  sortAgain: (moved: number) => `並べ替え直す (${moved} 件が移動)`,
  more: (left: string) => `残り ${left} 件をさらに表示`,
};
