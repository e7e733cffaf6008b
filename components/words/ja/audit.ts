import type { en } from "../en/audit.ts";

export const ja: typeof en = {
  title: "監査ログ",
  older: "古いもの",
  newest: "最新",
  who: "実行者",
  whatSuch: "操作 (例: login)",
  text: "全文検索",
  from: "開始日",
  to: "終了日",
  find: "検索",
  all: "すべて",
  jsonLines: "JSON Lines",
  at: "日時",
  what: "操作",
  subject: "対象",
  detail: "詳細",
  before: "変更前",
  after: "変更後",
  change: "変更前と変更後",
  none: "該当するものはありません。",
  kept: (days) =>
    days === null ? "記録は無期限に保存されます。" : `記録は${days}日間保存されます。`,
};
