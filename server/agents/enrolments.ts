import { Refusal } from "@/shared/refusal.ts";
import { encodeToken } from "@/shared/wire/enrolment_token.ts";
import type {
  AgentStore,
  Enrolment,
  EnrolmentOptions,
  NewEnrolment,
  OpenEnrolment,
} from "../domain/agents.ts";
import type { AuditLog } from "../domain/audit.ts";
import { commandsFor } from "./agent_commands.ts";
import { randomWord } from "./random_word.ts";

const DEFAULT_ENROLMENT_MS = 3_600_000;
const MAX_ENROLMENT_MS = 30 * 24 * 3_600_000;
const MAX_USES = 10_000;
/** Tokens that are open at once: more than a person can watch over. */
const MAX_OPEN = 1_000;
const MAX_NAME_LENGTH = 200;

export interface EnrolmentsOptions {
  store: AgentStore;
  audit: AuditLog;
  now: () => number;
  /** PEM an agent has to trust for our URL, or `null` where the public authorities do. */
  ca: () => string | null;
  /** Version of the Deno that agents are to be run with. */
  denoVersion?: string;
}

/** The tokens that let agents in: made, looked up, spent, revoked. */
export class Enrolments {
  constructor(private readonly options: EnrolmentsOptions) {}

  /**
   * Makes a token.
   * @param agentRef the agent that gets a new key by it, or `null` for new agents
   * @throws {Refusal} for options out of bounds
   */
  async make(
    options: EnrolmentOptions,
    by: string,
    serverUrl: string,
    agentRef: string | null,
  ): Promise<NewEnrolment> {
    const { store, now } = this.options;
    const { expiresInMs = DEFAULT_ENROLMENT_MS, uses = 1, preApproved = false } = options;
    checkBounds(expiresInMs, uses);
    if ((await store.listEnrolments(now())).length >= MAX_OPEN) {
      throw new Refusal("conflict", `${MAX_OPEN} tokens are open already: revoke some`);
    }
    const enrolment: Enrolment = {
      id: randomWord(9),
      secret: randomWord(32),
      name: options.name?.trim().slice(0, MAX_NAME_LENGTH) || null,
      uses,
      usesLeft: uses,
      preApproved,
      createdAtMs: now(),
      expiresAtMs: now() + expiresInMs,
      createdBy: by,
      agentRef,
    };
    await store.addEnrolment(enrolment);
    const detail = `${uses} uses, ${preApproved ? "pre-approved" : "to be approved"}`;
    await this.#audit(by, "enrolment.create", enrolment.id, detail);
    return this.#shown(enrolment, serverUrl);
  }

  /** Those that still let somebody in, newest first, without their secrets. */
  async open(): Promise<OpenEnrolment[]> {
    const all = await this.options.store.listEnrolments(this.options.now());
    return all.map(({ secret: _, ...enrolment }) => enrolment);
  }

  /** Ends a token. @throws {Refusal} when it is not open */
  async revoke(id: string, by: string): Promise<void> {
    const enrolment = await this.find(id);
    if (!enrolment) throw new Refusal("not_found", `there is no open token ${id}`);
    await this.end(id);
    const left = `${enrolment.usesLeft} of ${enrolment.uses} uses left`;
    await this.#audit(by, "enrolment.revoke", id, left);
  }

  /** The one an agent names in its first message, while it is good. */
  find(id: string): Promise<Enrolment | null> {
    return this.options.store.enrolment(id, this.options.now());
  }

  /** The one whose secret an agent of the plain dialect gave as its passphrase. */
  bySecret(secret: string): Promise<Enrolment | null> {
    return this.options.store.enrolmentBySecret(secret, this.options.now());
  }

  /** Takes one use. @throws {Refusal} when none is left */
  async spend(id: string): Promise<void> {
    if (await this.options.store.spendEnrolment(id, this.options.now())) return;
    throw new Refusal("forbidden", "this enrolment token is spent or has expired");
  }

  /** No more uses: nobody can come in with it again. */
  end(id: string): Promise<void> {
    return this.options.store.endEnrolment(id);
  }

  #shown({ id, secret, agentRef, expiresAtMs }: Enrolment, url: string): NewEnrolment {
    const ca = this.options.ca() ?? undefined;
    const newKey = agentRef === null ? undefined : true as const;
    const token = encodeToken({ url, id, secret, ca, newKey });
    const commands = commandsFor(token, this.options.denoVersion ?? null);
    return { id, token, command: commands[0].text, commands, expiresAtMs };
  }

  #audit(who: string, action: string, subject: string, detail: string): Promise<void> {
    return this.options.audit.record({ who, action, subject, detail });
  }
}

function checkBounds(expiresInMs: number, uses: number): void {
  if (!(expiresInMs > 0 && expiresInMs <= MAX_ENROLMENT_MS)) {
    throw new Refusal("invalid", "an enrolment lasts at most 30 days");
  }
  if (!Number.isInteger(uses) || uses < 1 || uses > MAX_USES) {
    throw new Refusal("invalid", `an enrolment is for 1 to ${MAX_USES} agents`);
  }
}
