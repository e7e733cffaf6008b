import { z } from "zod";
import { MAX_TARGETS, targetSchema } from "../target.ts";

/** WebSocket subprotocol of this wire. */
export const SUBPROTOCOL = "meshping.v1";
/** Most host names in one report: with the longest addresses they fit into the frame. */
export const MAX_RESOLVED = 64;
/** Close codes of this wire (RFC 6455 section 7.4.2 leaves 4000 to 4999 to applications). */
export const CLOSE_CODES = {
  /** The other end sent what is no meshping.v1. An agent may not send the 1002 made for it. */
  notOurProtocol: 4400,
  /** The agent must not come back with this key or token. */
  refused: 4403,
} as const;
/** The longest text frame either end accepts, in characters. */
export const MAX_CONTROL_LENGTH = 8 * 1024 * 1024;
/** The longest text frame the server accepts from an agent, in characters. */
export const MAX_AGENT_CONTROL_LENGTH = 16 * 1024;

const base64url = (bytes: number) =>
  z.string().regex(/^[A-Za-z0-9_-]*$/).length(Math.ceil(bytes * 4 / 3));
const name = z.string().max(255);
const count = z.number().int().nonnegative();
/** Any clock, however wrong it is. */
const time = z.number().int();

/** Who the agent says it is. Sealed under the enrolment secret when it first calls. */
export const identitySchema = z.strictObject({
  hostname: name,
  version: z.string().max(64),
  /** Its own idea of its address, for the administrator to compare; may be empty. */
  address: z.string().max(64),
});
export type Identity = z.infer<typeof identitySchema>;

/** See `IcmpHealth`. */
const icmpCounts = z.object({
  sent: count,
  replies: count,
  late: count,
  duplicates: count,
  foreign: count,
  malformed: count,
  rateLimited: count,
  receiveDrops: count,
  userStamped: count,
  reopened: count,
});

/** What agents say, as text frames of JSON. */
export const agentMessageSchema = z.discriminatedUnion("type", [
  /** Answer to the challenge, in {@linkcode handshake}: a signature proves the key. */
  z.strictObject({
    type: z.literal("hello"),
    publicKey: base64url(32),
    signature: base64url(64),
    /** On the first call: the token's id, and the identity sealed under its secret. */
    enrolment: z.strictObject({
      id: z.string().max(64),
      iv: base64url(12),
      sealed: z.string().max(4096).regex(/^[A-Za-z0-9_-]*$/),
    }).optional(),
    /** On every later call. */
    identity: identitySchema.optional(),
  }),
  /**
   * Sent now and then: how the agent itself is doing. Fields that are not known are skipped here, so
   * that an agent may count more than its server shows.
   */
  z.object({
    type: z.literal("report"),
    /** Rounds that wait for an acknowledgement. */
    bufferedRounds: count,
    /** Rounds thrown away because the buffer was full, since the process started. */
    droppedRounds: count,
    /** Of those that wait, in bytes. */
    bufferedBytes: count,
    /** Longest delay of a probe behind its time in the last round, in milliseconds. */
    lagMs: count,
    /** Rounds that were measured while the agent was starved, since the process started. */
    starvedRounds: count,
    /** Packets that this machine could not send, since the process started. */
    sendErrors: count,
    /** Probes left out because too many were under way, since the process started. */
    skippedProbes: count,
    /** What has to be added to the agent's clock to get the server's; `null` before it is known. */
    clockOffsetMs: z.number().int().nullable(),
    /** The offset is right within this many milliseconds either way; `null` with it. */
    clockErrorMs: count.nullable(),
    /** What its ICMP sockets have seen since the process started; absent where it has none. */
    icmp: icmpCounts.optional(),
    /** ICMP ids that its requests carry now, or carried a minute ago. */
    icmpIds: z.array(z.number().int().min(0).max(0xffff)).max(8).optional(),
    /** Addresses that its requests to host names went to: some now, others in the next report. */
    resolved: z.array(z.object({
      target: z.string().max(64),
      address: z.string().max(64),
    })).max(MAX_RESOLVED).optional(),
  }),
  /** Asks for the server's clock, as NTP does (RFC 5905 section 8). */
  z.strictObject({
    type: z.literal("time"),
    /** The agent's clock, Unix time in ms. The server gives it back as it is. */
    askedAtMs: time,
  }),
]);
export type AgentReport = Omit<z.infer<typeof agentMessageSchema> & { type: "report" }, "type">;
/** A target that is a host name, by its id, and the address that it was last probed at. */
export type ResolvedTarget = NonNullable<AgentReport["resolved"]>[number];
export type AgentMessage = z.infer<typeof agentMessageSchema>;

/** What the server says. */
export const serverMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("challenge"), nonce: base64url(32) }),
  z.strictObject({
    type: z.literal("status"),
    status: z.enum(["pending", "approved", "hold", "blacklisted"]),
    agentId: z.string().max(64).nullable(),
    message: z.string().max(500),
  }),
  z.strictObject({
    type: z.literal("targets"),
    revision: z.number().int().nonnegative(),
    targets: z.array(targetSchema).max(MAX_TARGETS),
  }),
  /** Every round of this session up to and with this one is durable. */
  z.strictObject({
    type: z.literal("ack"),
    session: z.number().int().nonnegative(),
    round: z.number().int().positive(),
  }),
  /** This round can never be kept: the agent drops it, counts it, and does not send it again. */
  z.strictObject({
    type: z.literal("discard"),
    session: z.number().int().nonnegative(),
    round: z.number().int().positive(),
    reason: z.string().max(500),
  }),
  /** The server's clock when it heard the question and when it answered, Unix time in ms. */
  z.strictObject({
    type: z.literal("time"),
    askedAtMs: time,
    receivedAtMs: time,
    repliedAtMs: time,
  }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/**
 * Reads a text frame that came from outside.
 * @throws {RangeError} that says what is wrong with it
 */
export function decodeControl<T>(schema: z.ZodType<T>, text: string, maxLength: number): T {
  if (text.length > maxLength) {
    throw new RangeError(`a message has at most ${maxLength} characters, not ${text.length}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError("the message is not JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue.path.length ? `${issue.path.join(".")}: ` : "";
  throw new RangeError(`the message does not fit meshping.v1: ${where}${issue.message}`);
}
