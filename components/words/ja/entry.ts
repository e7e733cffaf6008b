import type { en } from "../en/entry.ts";

export const ja: typeof en = {
  logIn: "ログイン",
  setUp: "初期設定",
  name: "ユーザー名",
  password: "パスワード",
  nobodyYet:
    "まだ誰もログインできません。サーバーが起動時に表示した一度限りのリンクを開いてください。",
  forgot:
    "パスワードを忘れた場合は、管理者から再設定用のリンクを受け取れます。サーバーの運用者は次のコマンドで再設定できます:",
  joined: "新しいパスワードを設定しました。そのパスワードでログインしてください。",
  provider: "シングルサインオンでログイン",
  code: "コード",
  codeHint: "認証アプリに表示される 6 桁の数字、またはリカバリーコード",
  startAgain: "最初からやり直す",
  noCode: "認証アプリもリカバリーコードもない場合は、管理者に依頼してください。",
  setPassword: "パスワードの設定",
  linkOnce: "このリンクは 1 日以内に一度だけ使えます。ほかのログインはすべて終了します。",
  newPassword: "新しいパスワード",
  phrase: (characters: number) => `${characters} 文字以上。長い文がおすすめです`,
  setIt: "設定する",
  tryAgain: "もう一度試す",
  key: "キー: リンクの # より後ろの部分",
  firstAccount: "最初のアカウントを作成",
  worksOnce: "管理者のアカウントです。このリンクは一度だけ使えます。",
  atLeast: (characters: number) => `${characters} 文字以上`,
  make: "作成してログイン",
  tooShort: (characters: number) => `パスワードは ${characters} 文字以上にしてください。`,
};
