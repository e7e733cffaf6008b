import type { z } from "zod";
import { type Channel, type ChannelInput, channelInputSchema } from "@/shared/alerts.ts";
import { Refusal } from "@/shared/refusal.ts";

/** A secret that is left out stays; an empty one is taken away. */
export function readChannel(input: unknown, before: Channel | null): ChannelInput {
  const channel = fit(channelInputSchema, input);
  if (!("secret" in channel) && before && "secret" in before && before.kind === channel.kind) {
    return { ...channel, secret: before.secret } as ChannelInput;
  }
  return channel;
}

/** @throws {Refusal} "invalid" that names each thing that does not fit */
export function fit<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: path.join("."),
    message,
  }));
  const words = fields.map(({ field, message }) => field ? `${field}: ${message}` : message);
  throw new Refusal("invalid", words.slice(0, 5).join("; "), fields);
}
