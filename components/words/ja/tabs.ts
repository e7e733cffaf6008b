import type { en } from "../en/tabs.ts";

export const ja: typeof en = {
  title: "管理",
  wait: (n) => `承認待ち ${n}`,
  names: {
    agents: "エージェント",
    users: "ユーザー",
    audit: "監査ログ",
    settings: "設定",
    targets: "ターゲット",
    setup: "送信元の設定",
    tokens: "トークン",
    watchers: "閲覧中",
  },
};
