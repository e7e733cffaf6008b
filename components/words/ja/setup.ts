import type { en } from "../en/setup.ts";

const TITLES: Readonly<Record<string, string>> = {
  "rsyslog-udp": "rsyslog (UDP)",
  "rsyslog-tcp": "rsyslog (TCP、ディスクキュー付き)",
  "syslog-ng": "syslog-ng (TCP、ディスクバッファ付き)",
};

const FIREWALL =
  "受信した ping ごとにカーネルログへ 1 行を書き込みます。ルールの制限 (-m limit) はログを保護しますが、件数は下限になります。";
const RSYSLOG =
  "`/etc/rsyslog.d/30-meshping.conf` に書き込み、`systemctl restart rsyslog` を実行します。";

/** Commands and files stand between backticks. */
const NOTES: Readonly<Record<string, string>> = {
  iptables: FIREWALL,
  ip6tables: FIREWALL,
  nftables: "既存のルールとは別の、専用のテーブルとチェーンに追加します。",
  "rsyslog-udp": `${RSYSLOG} サーバー停止中に送られた行は失われます。`,
  "rsyslog-tcp": `${RSYSLOG} サーバー停止中の行は送信側のディスクで待機します。`,
  "syslog-ng":
    "`/etc/syslog-ng/conf.d/meshping.conf` に書き込み、`systemctl restart syslog-ng` を実行します。s_src は Debian のソース名です。",
  nginx: "`/etc/nginx/nginx.conf` の http ブロックに書き込み、`nginx -s reload` を実行します。",
  apache:
    "サーバーの設定に書き込み、`apachectl graceful` を実行します。Apache はアクセスログを syslog に送れないため、logger が送信します。",
  haproxy:
    "`/etc/haproxy/haproxy.cfg` に書き込み、`systemctl reload haproxy` を実行します。時刻にタイムゾーンがないため、HAProxy が UTC でない場合は --syslog-zones を付けてサーバーを起動します。",
  caddy:
    "Caddyfile のサイトブロックに書き込み、`caddy reload` を実行します。1 行が 1 つの JSON です。",
  traefik:
    "Traefik が書くファイルを rsyslog が追跡します。前半は Traefik の設定、後半は `/etc/rsyslog.d/30-meshping.conf` に書き込みます。",
};

export const ja: typeof en = {
  title: "送信元の設定",
  intro: "送信する機器に次の行を貼り付けます。種類ごとに、最初のメッセージが届くと印が付きます。",
  serverAddress: "送信側から到達できる、このサーバーのアドレス",
  badAddress: "ホスト名またはアドレスのみ。空白や他の記号は使えません",
  putAddress: "このページはサーバー自身で開かれています。まずアドレスを入力してください。",
  syslogOff: "syslog の受信は無効です。--syslog-port 5514 を付けてサーバーを起動してください。",
  port: (port) => `UDP・TCP ポート ${port}`,
  limit: (lines) => `毎秒 ${lines} 行まで`,
  floor: (lines) => `件数は下限です。ルールが毎秒 ${lines} 行に制限します。`,
  groups: {
    log: "Linux マシンで ping を記録する (いずれか 1 つ)",
    forward: "ログをここへ送る (いずれか 1 つ)",
    web: "Web サーバーのアクセスログ",
    any: "任意のプログラムの行",
  },
  same: "iptables と nftables は同じ行を書くため、両方に印が付きます。",
  notYet: "まだ届いていません",
  came: (time, count) => `${time} から合計 ${count} 件、最後の送信元:`,
  stale: "サーバーが応答しません。印は古い可能性があります。",
  senders: "送信元の状態",
  sendersNote: "サーバー起動以降の値です。ルールに制限がある場合、件数は下限です。",
  noSender: "まだ何も届いていません。",
  sender: "送信元",
  rate: "頻度",
  messages: "メッセージ",
  bytes: "バイト数",
  unparsed: "解釈できない行",
  lastSeen: "最終受信",
  perSecond: (number) => `毎秒 ${number}`,
  kernelDrops: "カーネルが破棄",
  unknown: "不明",
  dropped: "集中のためここで破棄",
  refused: "許可されていないアドレスから",
  numbersLeftOut: "グラフに含まれない数値(1 分間の名前が 1,000 を超過)",
  more: (n) => `ほか ${n} 件`,
  titleOf: (id, english) => TITLES[id] ?? english,
  noteOf: (id, english) => NOTES[id] ?? english,
  api: {
    title: "HTTP での送信",
    note: "operator 権限のトークンを使います。1 行のテキスト、または 1 行 1 つの JSON を送ります。",
  },
};
