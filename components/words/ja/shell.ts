import type { en } from "../en/shell.ts";

export const ja: typeof en = {
  matrix: "マトリクス",
  traffic: "トラフィック",
  alerts: "アラート",
  admin: "管理",
  main: "メイン",
  skip: "本文へ移動",
  lookUp: "アドレスを検索",
  logOut: "ログアウト",
  language: "言語",
  theme: "テーマ",
  themes: { system: "システム", light: "ライト", dark: "ダーク" },
  colours: "状態の配色",
  colourNames: { usual: "Okabe–Ito", classic: "クラシック", mono: "モノクロ" },
  geolocation: "IP の位置情報: DB-IP",
  roles: { viewer: "閲覧者", operator: "オペレーター", admin: "管理者" },
};
