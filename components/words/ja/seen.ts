import type { en } from "../en/seen.ts";

export const ja: typeof en = {
  title: "両側から見た経路",
  there: "往路",
  back: "復路",
  noLog:
    "相手側のログがありません。この時間帯にこの経路の要求を記録した送信元がないため、損失が往路か復路かは判断できません。",
  nothingLost: "損失はありません。",
  ofLost: (lost, parts) => `損失 ${lost} 件の内訳: ${parts.join("、")}。`,
  parts: {
    there: (n) => `${n} 件は届かず (往路)`,
    back: (n) => `${n} 件は届いたが応答なし、または応答が失われた (復路)`,
    unknown: (n) => `${n} 件は不明 (その時間帯のログが不足)`,
    unsent: (n) => `${n} 件はエージェントから送信されず`,
  },
  loggedBy: "ログの送信元:",
  loggedOf: (seen, sent) => `。要求 ${sent} 件のうち ${seen} 件が記録されています。`,
  floor: "これは下限です。制限付きのルールでは記録が少なくなります。",
  gaps:
    "応答のあった要求にも記録のないものがあります。制限付きのルールでは記録が少なくなるため、その前後では証拠として扱いません。",
  further: (n) =>
    `この経路を記録する機器が多すぎます。最初の 16 台より後の機器による記録 ${n} 件は参照していません。`,
  readThere: (n) => `往路 ${n}`,
  readBack: (n) => `復路 ${n}`,
};
