import type { en } from "../en/status.ts";

export const ja: typeof en = {
  storing: (state) => `結果の保存: ${state}`,
  good: "正常",
  bad: "停止中",
  waiting: (count, most) =>
    `ディスクへの書き込み待ちのラウンド: ${count}。上限は ${most} で、超えるとエージェントは切断され、` +
    "後で送り直します。",
  refused: (count) => `起動以来、上限のため断ったラウンド: ${count}。失われたものはありません。`,
  notStored: "現在、結果を保存できません:",
  kept: "エージェントは測定結果を最大30分間保持し、空きができると送信します。",
};
