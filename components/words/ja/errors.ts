import type { en } from "../en/errors.ts";

export const ja: typeof en = {
  notFoundTitle: "見つかりません",
  notFound: "このアドレスには何もありません",
  mayBeRemoved: "エージェントまたはターゲットが削除された可能性があります。",
  toMatrix: "マトリクスへ",
  seeLog: "詳細はサーバーのログにあります。",
  badRequest: "リクエストを解釈できませんでした",
  notLoggedIn: "ログインしていません",
  forbidden: "この操作や閲覧の権限がありません",
  wrongMethod: "このページでは受け付けられない操作です",
  tooLarge: "データが大きすぎます",
  tooMany: "試行回数が多すぎます。しばらくお待ちください",
  unavailable: "サーバーは現在この処理を行えません",
  refused: "処理できませんでした",
  broken: "問題が発生しました",
};
