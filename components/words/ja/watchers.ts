import type { en } from "../en/watchers.ts";

export const ja: typeof en = {
  title: "閲覧中",
  asking: "問い合わせ中",
  count: (n) => `${n} 個のライブ画面が開かれています`,
  stale: "サーバーが応答しません。この一覧は古い可能性があります。",
  person: "ユーザー",
  address: "アドレス",
  place: "場所",
  page: "画面",
  since: "経過",
  topics: { matrix: "マトリクス", traffic: "トラフィック" },
  more: (n) => `ほか ${n} 件`,
};
