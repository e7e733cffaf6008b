import type { Channel } from "@/shared/alerts.ts";
import type { AlertMessage } from "../domain/alerts.ts";
import { sendMail } from "./mail.ts";
import { post } from "./post.ts";
import { webRequest } from "./web_message.ts";

/** A receiver has this long to answer. */
const ANSWER_MS = 10_000;

export interface SenderDeps {
  now: () => number;
  /** Ends what is under way when the server stops. */
  signal: AbortSignal;
}

/** Sends one message to one channel, or throws why it did not arrive. */
export function channelSender({ now, signal }: SenderDeps) {
  return async (channel: Channel, message: AlertMessage): Promise<void> => {
    if (channel.kind === "email") return await sendMail(channel, message);
    const request = await webRequest(channel, message, now());
    const ends = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    await post(request, { allowPrivate: channel.allow_private, signal: ends });
  };
}
