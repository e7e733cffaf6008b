import type { en } from "../en/reference.ts";

export const ja: typeof en = {
  title: "API リファレンス",
  contents: "目次",
  document: "OpenAPI 3.1 ドキュメント",
  needs: (role) => `必要な権限: ${role}`,
  parameters: "パラメーター",
  body: "リクエスト本文",
  answer: "応答",
  problems: "エラー",
  schemas: "データ形式",
  optional: "省略可",
};
