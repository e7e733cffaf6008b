import type { Channel } from "@/shared/alerts.ts";
import type { AlertMessage } from "../domain/alerts.ts";
import { headline, lines } from "./alert_words.ts";
import type { PostRequest } from "./post.ts";

export type WebChannel = Exclude<Channel, { kind: "email" }>;

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
/** Okabe–Ito, as in the matrix: vermillion, green, yellow, grey. */
const COLOURS: Record<AlertMessage["kind"], number> = {
  fired: 0xd55e00,
  cleared: 0x009e73,
  flapping: 0xf0e442,
  test: 0x999999,
};

/** A message in the shape that a service takes. @param nowMs Unix time, for the signature */
export async function webRequest(
  channel: WebChannel,
  message: AlertMessage,
  nowMs: number,
): Promise<PostRequest> {
  const { url } = channel;
  switch (channel.kind) {
    case "webhook": {
      const body = JSON.stringify(webhookBody(message));
      const headers = { ...JSON_TYPE, ...await signature(channel.secret, body, nowMs) };
      return { url, headers, body };
    }
    case "slack":
      return { url, headers: JSON_TYPE, body: JSON.stringify(slackBody(message)) };
    case "teams":
      return { url, headers: JSON_TYPE, body: JSON.stringify(teamsBody(message)) };
    case "discord":
      return { url, headers: JSON_TYPE, body: JSON.stringify(discordBody(message)) };
    case "ntfy": {
      const { origin, pathname } = new URL(url);
      const slash = pathname.replace(/\/+$/, "").lastIndexOf("/");
      const topic = decodeURIComponent(pathname.slice(slash + 1).replace(/\/+$/, ""));
      const token: Record<string, string> = channel.secret
        ? { authorization: `Bearer ${channel.secret}` }
        : {};
      return {
        // As JSON to the root of the server: headers could not carry every name.
        url: origin + pathname.slice(0, slash + 1),
        headers: { ...JSON_TYPE, ...token },
        body: JSON.stringify({ topic, ...ntfyBody(message) }),
      };
    }
  }
}

/**
 * Proves who sent a webhook, and when: HMAC-SHA-256 of `TIMESTAMP.BODY` under the secret. A receiver
 * that refuses old time stamps cannot be shown an old message again.
 */
export async function signature(
  secret: string | undefined,
  body: string,
  nowMs: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1000));
  if (!secret) return { "meshping-timestamp": timestamp };
  const utf8 = new TextEncoder();
  const hash = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hash, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, utf8.encode(`${timestamp}.${body}`));
  const hex = Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, "0"));
  return { "meshping-timestamp": timestamp, "meshping-signature": `v1=${hex.join("")}` };
}

const iso = (atMs: number) => new Date(atMs).toISOString();

/** Our own shape; times are RFC 3339, RTTs milliseconds, as in the API. */
export function webhookBody(message: AlertMessage) {
  const { kind, atMs, rule, subjects, count, url } = message;
  return {
    version: 1,
    kind,
    at: iso(atMs),
    text: headline(message),
    rule,
    count,
    subjects: subjects.map(({ subject, name, sinceMs, badPaths, paths }) => ({
      subject,
      name,
      since: iso(sinceMs),
      bad_paths: badPaths,
      paths: paths.map(({ agent, target, state, lossPercent, rttUs }) => ({
        agent,
        target,
        state,
        loss_percent: lossPercent,
        rtt_ms: rttUs === null ? null : rttUs / 1000,
      })),
    })),
    url,
  };
}

const hash = (colour: number) => `#${colour.toString(16).padStart(6, "0")}`;

/** Slack's markup has three characters of its own; names must not become links or mentions. */
const slackText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const slackBody = (message: AlertMessage) => ({
  text: slackText(headline(message)),
  attachments: [{
    color: hash(COLOURS[message.kind]),
    text: slackText(lines(message).join("\n")),
    mrkdwn_in: [],
  }],
});

/** Backslashes before what Markdown would read; addresses stay what they are. */
const plain = (text: string) => text.replace(/[\\`*_~|>[\]()#@<]/g, "\\$&");

/** Text is cut where Discord refuses it (4,096 characters of an embed's description). */
const discordBody = (message: AlertMessage) => ({
  allowed_mentions: { parse: [] },
  embeds: [{
    title: plain(headline(message)).slice(0, 256),
    description: plain(lines(message).join("\n")).slice(0, 4_000),
    color: COLOURS[message.kind],
    timestamp: iso(message.atMs),
  }],
});

const teamsBody = (message: AlertMessage) => ({
  type: "message",
  attachments: [{
    contentType: "application/vnd.microsoft.card.adaptive",
    content: {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body: [
        {
          type: "TextBlock",
          text: plain(headline(message)),
          weight: "Bolder",
          wrap: true,
          color: message.kind === "fired" ? "Attention" : "Default",
        },
        ...lines(message).map((text) => ({ type: "TextBlock", text: plain(text), wrap: true })),
      ],
    },
  }],
});

const ntfyBody = (message: AlertMessage) => ({
  title: headline(message).slice(0, 250),
  message: lines(message).join("\n").slice(0, 3_500),
  priority: message.kind !== "fired" ? 3 : message.rule.severity === "critical" ? 5 : 4,
  tags: [message.kind === "fired" ? "rotating_light" : "information_source"],
  ...(message.url === null ? {} : { click: message.url }),
});
