type Say = (...parts: string[]) => string;

/** A refusal as the server writes it, and how it is said; groups of the pattern are parameters. */
const REFUSALS: [pattern: RegExp, say: Say][] = [
  // Log-in and accounts.
  [/^The name or the password is wrong\.$/, () => "ユーザー名またはパスワードが違います。"],
  [
    /^Too many tries\. Wait (\d+) s and try again\.$/,
    (s) => `試行回数が多すぎます。${s}秒待ってからもう一度お試しください。`,
  ],
  [
    /^This link has been used or is not the latest one\.$/,
    () => "このリンクは使用済みか、最新のものではありません。",
  ],
  [
    /^too many log-ins at once: try again in a moment$/,
    () => "ログインが集中しています。しばらくしてからもう一度お試しください。",
  ],
  [
    /^a name has 1 to 64 characters, no control characters$/,
    () => "名前は 1~64 文字で、制御文字は使えません",
  ],
  [/^a password has at least (\d+) characters$/, (n) => `パスワードは ${n} 文字以上にしてください`],
  [/^a password has at most (\d+) characters$/, (n) => `パスワードは ${n} 文字以内にしてください`],
  [/^there is a user (.+) already$/, (name) => `ユーザー ${name} はすでに存在します`],
  [
    /^this password is one of those that everybody tries first: take another$/,
    () => "よく使われるパスワードです。別のものにしてください",
  ],
  [/^Now the code of your authenticator\.$/, () => "次に、認証アプリのコードを入力してください。"],
  [
    /^[Tt]hat took too long[.:] (?:Log in again\.|start again)$/,
    () => "時間切れです。最初からやり直してください。",
  ],
  [/^That code is not right\.$/, () => "コードが違います。"],
  [
    /^that code does not fit: is the clock of the phone right\?$/,
    () => "コードが一致しません。端末の時計が合っているか確認してください",
  ],
  [
    /^too many tries: wait (\d+) s and try again$/,
    (s) => `試行回数が多すぎます。${s}秒待ってからもう一度お試しください`,
  ],
  [/^(.+) is disabled: enable it first$/, (name) => `${name} は無効です。先に有効にしてください`],
  [
    /^(.+) logs in through the identity provider$/,
    (name) => `${name} は ID プロバイダー経由でログインします`,
  ],
  [
    /^the role of (.+) comes from the identity provider$/,
    (name) => `${name} の役割は ID プロバイダーが決めます`,
  ],
  [/^there is no such user$/, () => "そのユーザーは存在しません"],
  [
    /^(.+) is the last administrator: make another one first$/,
    (name) => `${name} は最後の管理者です。先に別の管理者を作成してください`,
  ],
  [
    /^you log in through the identity provider: change it there$/,
    () => "ID プロバイダー経由でログインしています。変更はそちらで行ってください",
  ],
  [
    /^there is no such session: it may have ended by itself$/,
    () => "そのセッションは存在しません。すでに終了した可能性があります",
  ],
  [
    /^the name of a token has 1 to 64 characters, no control characters$/,
    () => "トークンの名前は 1~64 文字で、制御文字は使えません",
  ],
  [
    /^a token lives from one second to ten years$/,
    () => "トークンの有効期間は 1 秒から 10 年です",
  ],
  [/^there is no user (.+)$/, (name) => `ユーザー ${name} は存在しません`],
  [/^there is no active token (\d+)$/, (id) => `有効なトークン ${id} は存在しません`],
  [/^(.+) is disabled: enable it first$/, (name) => `${name} は無効です。先に有効にしてください`],
  [
    /^(.+) logs in through the identity provider$/,
    (name) => `${name} は ID プロバイダーでログインします`,
  ],
  [
    /^the role of (.+) comes from the identity provider$/,
    (name) => `${name} の役割は ID プロバイダーで決まります`,
  ],
  [
    /^(.+) is the last administrator: make another one first$/,
    (name) => `${name} は最後の管理者です。先に別の管理者を作成してください`,
  ],
  [/^there is no such user$/, () => "そのユーザーは存在しません"],
  [
    /^there is no such session: it may have ended by itself$/,
    () => "そのログインはすでに終了しています",
  ],
  [
    /^this link was used, is over, or there is a newer one: ask for another$/,
    () => "このリンクは使用済みか期限切れ、または新しいリンクがあります。もう一度依頼してください",
  ],
  [
    /^this password is one of those that everybody tries first: take another$/,
    () => "よく使われるパスワードです。別のものにしてください",
  ],
  [
    /^you log in through the identity provider: change it there$/,
    () => "ID プロバイダーでログインしています。そちらで変更してください",
  ],
  [/^that took too long: start again$/, () => "時間切れです。最初からやり直してください"],
  [/^That took too long\. Log in again\.$/, () => "時間切れです。もう一度ログインしてください。"],
  [
    /^that code does not fit: is the clock of the phone right\?$/,
    () => "コードが合いません。電話の時計は正しいですか?",
  ],
  [/^That code is not right\.$/, () => "コードが違います。"],
  [/^Now the code of your authenticator\.$/, () => "認証アプリのコードを入力してください。"],
  [
    /^too many tries: wait (\d+) s and try again$/,
    (s) => `試行回数が多すぎます。${s}秒待ってからもう一度お試しください`,
  ],
  [/^that is not your password$/, () => "パスワードが違います"],
  [
    /^log out and in again first: your log-in is a while ago$/,
    () => "ログインから時間がたっています。一度ログアウトして、ログインし直してください",
  ],
  [
    /^The log-in at the identity provider did not work\. Try again\.$/,
    () => "ID プロバイダーでのログインに失敗しました。もう一度お試しください。",
  ],
  [
    /^You have no role here: ask an administrator\.$/,
    () => "ここでの役割がありません。管理者に依頼してください。",
  ],
  [
    /^Your account here is disabled: ask an administrator\.$/,
    () => "アカウントが無効になっています。管理者に依頼してください。",
  ],
  [/^The name (.+) cannot be used here: .+$/, (name) => `${name} という名前はここでは使えません。`],
  [/^a role is (.+)$/, (roles) => `役割は ${roles} のいずれかです`],
  // Agents.
  [
    /^(\d+) tokens are open already: revoke some$/,
    (n) => `すでに ${n} 個のトークンが有効です。不要なものを取り消してください`,
  ],
  [/^there is no open token (.*)$/, (id) => `有効なトークン ${id} は存在しません`],
  [
    /^this agent was rejected: a new key does not let it in$/,
    () => "このエージェントは拒否されています。新しい鍵でも参加できません",
  ],
  [/^there is no agent (.*)$/, (id) => `エージェント ${id} は存在しません`],
  [/^the server's own agent keeps its key$/, () => "サーバー内蔵エージェントの鍵は変更できません"],
  [
    /^this is the server's own agent: start with --no-local-agent$/,
    () => "サーバー内蔵のエージェントです。不要な場合は --no-local-agent を付けて起動してください",
  ],
  [/^an enrolment lasts at most (\d+) days$/, (n) => `トークンの有効期間は最長 ${n} 日です`],
  [/^an enrolment is for 1 to (\d+) agents$/, (n) => `トークンで参加できるのは 1~${n} 台です`],
  [
    /^(\d+) agents wait for approval already$/,
    (n) => `すでに ${n} 台のエージェントが承認を待っています`,
  ],
  [
    /^(\d+) tokens are open already: revoke some$/,
    (n) => `未使用のトークンがすでに ${n} 個あります。いくつか取り消してください`,
  ],
  [/^there is no open token (.*)$/, (id) => `未使用のトークン ${id} は存在しません`],
  [/^A token is for 1 to (\d+) agents\.$/, (n) => `トークンで参加できるのは 1~${n} 台です。`],
  [
    /^A token ends after (.+)\.$/,
    (lives) => `トークンの有効期間は ${lives} のいずれかです。`,
  ],
  [/^There is no such agent\.$/, () => "そのエージェントは存在しません。"],
  // Alerts.
  [/^there is no channel (.*)$/, (id) => `通知先 ${id} は存在しません`],
  [/^there is no rule (.*)$/, (id) => `アラートルール ${id} は存在しません`],
  [/^there is no window (.*)$/, (id) => `メンテナンス時間帯 ${id} は存在しません`],
  [/^at most (\d+) of a window$/, (n) => `メンテナンス時間帯は最大 ${n} 件です`],
  [/^at most (\d+) of a channel$/, (n) => `通知先は最大 ${n} 件です`],
  [/^at most (\d+) of a rule$/, (n) => `アラートルールは最大 ${n} 件です`],
  [/^the message did not arrive: (.*)$/, (why) => `通知を送信できませんでした: ${why}`],
  // Targets and their addresses.
  [/^there is no target (.*)$/, (id) => `ターゲット ${id} は存在しません`],
  [/^(.+) is on the list already$/, (address) => `${address} はすでに登録されています`],
  [
    /^a list has at most (\d+) targets, not (\d+)$/,
    (most, n) => `ターゲットは最大 ${most} 件です (${n} 件が指定されました)`,
  ],
  [
    /^the list is too long to be sent: give it shorter addresses$/,
    () => "リストが長すぎて送信できません。アドレスを短くしてください",
  ],
  [
    /^the (\w+) targets ask for (\d+) probes a second, and an agent sends (\d+): give them a longer interval$/,
    (kind, asked, most) =>
      `${kind} ターゲットは毎秒 ${asked} 回のプローブが必要ですが、エージェントの上限は ${most} 回です。間隔を長くしてください`,
  ],
  [/^(.+) is there twice$/, (address) => `${address} が重複しています`],
  [
    /^(".*") is no interval: 5 s to 1 h, in steps of 5 s$/,
    (text) => `${text} は間隔として使えません (5 秒~1 時間、5 秒単位)`,
  ],
  [/^(".*") is no limit in milliseconds$/, (text) => `${text} はミリ秒のしきい値ではありません`],
  [/^(\d+) more fields than (.+)$/, (n, columns) => `列が ${n} 個多すぎます (${columns})`],
  [
    /^there is no revision (\d+) of the list$/,
    (revision) => `リビジョン ${revision} は存在しません`,
  ],
  [/^an address is missing$/, () => "アドレスを入力してください"],
  [/^an address has at most (\d+) characters$/, (n) => `アドレスは ${n} 文字以内です`],
  [/^(".*") is not an IPv6 address$/, (text) => `${text} は IPv6 アドレスではありません`],
  [/^(".*") is not an IPv4 address$/, (text) => `${text} は IPv4 アドレスではありません`],
  [
    /^(".*") has (\d+) of the 4 parts of an IPv4 address$/,
    (text, n) => `${text} は IPv4 アドレスの 4 つの部分のうち ${n} つしかありません`,
  ],
  [/^(\d+) is over 255$/, (n) => `${n} は 255 を超えています`],
  [
    /^(".*") has a part with a leading zero$/,
    (text) => `${text} に先頭がゼロの部分があります`,
  ],
  [
    /^(".*") is not a host name: it has an empty part between dots$/,
    (text) => `${text} はホスト名ではありません。ドットの間が空です`,
  ],
  [
    /^(".*") is not an IP address or host name: (".*") does not fit$/,
    (text, part) => `${text} は IP アドレスでもホスト名でもありません (${part} が不正)`,
  ],
  [
    /^(".*") is not host:port or \[IPv6\]:port with a port of 1 to 65535$/,
    (text) => `${text} は「ホスト:ポート」または「[IPv6]:ポート」(1~65535) の形式ではありません`,
  ],
  [/^a URL has at most (\d+) characters$/, (n) => `URL は ${n} 文字以内です`],
  [
    /^(".*") is not a URL that begins with http:\/\/ or https:\/\/$/,
    (text) => `${text} は http:// または https:// で始まる URL ではありません`,
  ],
  [
    /^a URL must not hold a user name or password$/,
    () => "URL にユーザー名やパスワードを含めることはできません",
  ],
  [
    /^(".*") is not an IP address or host name$/,
    (text) => `${text} は IP アドレスでもホスト名でもありません`,
  ],
  [/^must not hold control characters$/, () => "制御文字は使えません"],
  [/^the interval is a multiple of (\d+) ms$/, (ms) => `間隔は ${ms} ms の倍数にしてください`],
  [/^kind must be icmp, tcp or http$/, () => "種別は icmp、tcp、http のいずれかです"],
  // What the schemas say by themselves.
  [/^Invalid input: expected number, received .+$/, () => "数値を入力してください"],
  [/^Invalid input/, () => "入力の形式が正しくありません"],
  [
    /^Too big: expected string to have <=(\d+) characters$/,
    (n) => `${n} 文字以内で入力してください`,
  ],
  [/^Too big: expected number to be <=([\d.]+)$/, (n) => `${n} 以下にしてください`],
  [/^Too small: expected number to be >=([\d.]+)$/, (n) => `${n} 以上にしてください`],
  [/^Too small: expected number to be >([\d.]+)$/, (n) => `${n} より大きくしてください`],
  // Pages.
  [
    /^Only administrators and operators decide about agents and targets\.$/,
    () => "エージェントとターゲットを管理できるのは、管理者とオペレーターだけです。",
  ],
];

/** What is not in the table stays as it is: better understood by some than hidden from all. */
export function sayRefusal(message: string): string {
  for (const [pattern, say] of REFUSALS) {
    const found = pattern.exec(message);
    if (found) return say(...found.slice(1));
  }
  return message;
}
