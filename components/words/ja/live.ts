import type { en } from "../en/live.ts";

export const ja: typeof en = {
  pause: "一時停止",
  resume: "再開",
  pausedAt: (time: string) => `${time} で一時停止`,
  live: "ライブ",
  connecting: "接続中",
  reconnecting: (time: string) => `再接続中 · ${time} 時点`,
  copy: "コピー",
  copied: "コピーしました",
  byHand: "手動で選択してください",
};
