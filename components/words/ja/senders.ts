import type { en } from "../en/senders.ts";

export const ja: typeof en = {
  syslogOff: "syslog の受信は無効です",
  startWith: "サーバーを",
  toSee: "付きで起動すると、機器に届いた通信が表示されます。",
  nothingYet: "まだ何も届いていません",
  whatFor:
    "ファイアウォール、Web サーバーなど、syslog を出力する機器からここへ送信できます。どこから ping され、何を要求されたかが、所在地とともにリアルタイムで表示されます。",
  waiting: (port: number) => `UDP ポート ${port} で最初のメッセージを待っています`,
  works: "受信できました。最初のメッセージの送信元:",
  openedHere: "このページはサーバー自身で開かれています。",
  openedHereEnd: " は、送信側から到達できるアドレスに置き換えてください。",
  logPings: "Linux マシンで、受信した ping をログに記録します",
  sendHere: "ログをここへ送信します。設定ファイル",
  then: " に書き込み、続けて",
  otherKinds: "nftables、syslog-ng、Web サーバーなど、その他の送信元",
  tryOnly: "または、疎通だけを確認します",
};
