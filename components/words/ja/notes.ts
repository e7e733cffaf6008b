import type { en } from "../en/notes.ts";

export const ja: typeof en = {
  starved: "エージェントの CPU 不足のまま測定",
  clockStepped: "エージェントの時計が変更されました",
  userStamped:
    "カーネルではなくエージェントのタイムスタンプ: RTT にエージェント自身の遅れを含みます",
  lateOne: (rtt: string) => `損失ではなく遅着: ${rtt} 後に応答`,
  lateSome: (rtt: string, count: string) => `損失ではなく遅着: ${count} 件、うち 1 件は ${rtt} 後`,
  duplicates: (answers: string) => `要求より ${answers} 件多い応答`,
  status: (status: number) => `HTTP ステータス ${status}`,
  icmp: (from: string, name: string) => `${from} からの通知: ${name}`,
  several: (count: string, until: string) => ` · ${until} までに ${count} 件`,
  starvedLong: "▀ エージェントの CPU 不足のまま測定",
  starvedShort: "▀ CPU 不足",
  httpStatus: "ステータス",
  firstByte: "最初のバイト",
  certificate: "証明書",
  theCertificate: (ends: string) => `証明書は${ends}`,
  ended: (days: number) => days === 0 ? "本日期限切れ" : `${days} 日前に期限切れ`,
  ends: (days: number) => days === 0 ? "本日期限" : `残り ${days} 日`,
};
