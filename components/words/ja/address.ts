import type { en } from "../en/address.ts";

export const ja: typeof en = {
  inFeed: "ライブ表示で見る",
  place: "所在地",
  network: "ネットワーク",
  firstSeen: "初回受信",
  lastSeen: "最終受信",
  eventsKept: "保存イベント数",
  rate: "毎秒のイベント数",
  events: "イベント",
  newestOf: (shown: number, count: string) => `${count} 件中、最新 ${shown} 件`,
  noEvent: "このアドレスからのイベントは保存されていません。",
  agentHere: "このアドレスのエージェント:",
  meshTarget: "メッシュのターゲット:",
  asking: "DNS に問い合わせ中…",
  noName: "DNS に名前がありません",
  noAnswer: "DNS の応答がありません",
  notAsked: "DNS に問い合わせできませんでした",
};
