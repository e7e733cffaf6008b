import * as client from "openid-client";
import { Refusal } from "@/shared/refusal.ts";
import type { AuditLog, Refusals } from "../domain/audit.ts";
import type { LogIn, PeopleStore, ProviderLogIn, Role, User, Visitor } from "../domain/people.ts";
import { roleOfClaims, textClaim } from "./oidc_claims.ts";
import { hashSecret, newSecret } from "./secret.ts";
import type { Sessions } from "./sessions.ts";
import { checkedName } from "./users.ts";
import { WaitingList } from "./waiting_list.ts";

/** An identity provider and what its claims mean here. */
export interface OidcSettings {
  /** Its address, as in its discovery document. */
  issuer: string;
  clientId: string;
  /** `null` for a public client: PKCE protects the code either way. */
  clientSecret: string | null;
  /** Asked for, space-separated; `openid` is among them. */
  scopes: string;
  /** Claim with the person's name. */
  nameClaim: string;
  /** Claim with roles or groups; dots go into objects: `realm_access.roles`. */
  roleClaim: string;
  /** What a value of that claim means here; several may: the highest role counts. */
  roles: { value: string; role: Role }[];
  /** Where no value fits; `null` turns such people away. */
  defaultRole: Role | null;
  label: string;
}

export interface OidcOptions {
  settings: OidcSettings;
  store: PeopleStore;
  sessions: Sessions;
  audit: AuditLog;
  refusals: Refusals;
  now: () => number;
}

interface Flow {
  origin: string;
  next: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** Time at the provider, and people there at once. */
const FLOW_MS = 10 * 60_000;
const MAX_FLOWS = 1_000;
const TIMEOUT_S = 10;
/** Where the provider sends people back to. */
export const CALLBACK_PATH = "/login/oidc/callback";
const FAILED = "The log-in at the identity provider did not work. Try again.";

/**
 * Log-in through OpenID Connect: authorization code flow with PKCE, state and nonce (OpenID Connect
 * Core 1.0 section 3.1, RFC 7636). Who comes from there is known by issuer and subject, never by
 * name: a name that somebody here has already is refused.
 */
export class OidcLogIn implements ProviderLogIn {
  #flows: WaitingList<Flow>;
  #configuration: Promise<client.Configuration> | null = null;

  constructor(private readonly options: OidcOptions) {
    this.#flows = new WaitingList(options.now, FLOW_MS, MAX_FLOWS);
  }

  get label(): string {
    return this.options.settings.label;
  }

  async begin(origin: string, next: string): Promise<{ url: string; flow: string }> {
    const configuration = await this.#discovered();
    const { settings } = this.options;
    const flow: Flow = {
      origin,
      next,
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: origin + CALLBACK_PATH,
      scope: settings.scopes,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: "S256",
    });
    const key = newSecret();
    this.#flows.put(await hashSecret(key), flow);
    return { url: url.href, flow: key };
  }

  async finish(
    input: Visitor & { returned: URL; flow: string },
  ): Promise<LogIn & { next?: string }> {
    const flow = this.#flows.take(await hashSecret(input.flow));
    if (!flow) return { ok: false, message: "That took too long. Log in again." };
    let claims: Record<string, unknown> & { iss: string; sub: string };
    try {
      // A proxy in front may have changed scheme and host: those of the beginning count.
      const returned = new URL(flow.origin + CALLBACK_PATH + input.returned.search);
      const tokens = await client.authorizationCodeGrant(await this.#discovered(), returned, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      claims = tokens.claims()!;
    } catch (error) {
      return await this.#refuse(input, "-", `the provider's answer: ${reasonOf(error)}`, FAILED);
    }
    const answer = await this.#enter(claims, input);
    return answer.ok ? { ...answer, next: flow.next } : answer;
  }

  async #enter(
    claims: Record<string, unknown> & { iss: string; sub: string },
    visitor: Visitor,
  ): Promise<LogIn> {
    const { settings, store, sessions, audit } = this.options;
    const shown = textClaim(claims, settings.nameClaim) ?? textClaim(claims, "email") ?? claims.sub;
    const role = roleOfClaims(claims, settings);
    if (role === null) {
      const why = `no role in the claim ${settings.roleClaim}`;
      return await this.#refuse(
        visitor,
        shown,
        why,
        "You have no role here: ask an administrator.",
      );
    }
    const known = await store.userByOidcSubject(`${claims.iss} ${claims.sub}`);
    if (known?.disabled) {
      const message = "Your account here is disabled: ask an administrator.";
      return await this.#refuse(visitor, known.name, "disabled", message);
    }
    let user: User;
    try {
      user = known ?? await this.#add(`${claims.iss} ${claims.sub}`, shown, role);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const message = `The name ${shown} cannot be used here: ${error.message}.`;
      return await this.#refuse(visitor, shown, error.message, message);
    }
    if (user.role !== role) await this.#changeRole(user, role);
    const sessionToken = await sessions.begin(user.id, visitor);
    const detail = `identity provider, from ${visitor.clientAddress}`;
    await audit.record({ who: user.name, action: "login", subject: user.name, detail });
    return { ok: true, sessionToken };
  }

  async #add(oidcSubject: string, name: string, role: Role): Promise<User> {
    const { store, audit, now } = this.options;
    const user = await store.addUser({
      name: checkedName(name),
      role,
      passwordHash: null,
      disabled: false,
      createdAtMs: now(),
      oidcSubject,
      totpSecret: null,
    });
    await audit.record({ who: "-", action: "user.add", subject: name, detail: `${role}, by OIDC` });
    return user;
  }

  async #changeRole(user: User, role: Role): Promise<void> {
    const { store, audit } = this.options;
    if (!await store.setRole(user.id, role)) return; // The last administrator stays one.
    await audit.record({
      who: "-",
      action: "user.role",
      subject: user.name,
      detail: `${user.role} → ${role}, by OIDC`,
      before: { role: user.role },
      after: { role },
    });
  }

  async #refuse(
    { clientAddress }: Visitor,
    subject: string,
    why: string,
    message: string,
  ): Promise<{ ok: false; message: string }> {
    const row = { subject: subject.slice(0, 64), detail: `${why}, from ${clientAddress}` };
    await this.options.refusals.refused(clientAddress, why, row);
    return { ok: false, message };
  }

  /** The provider's addresses and keys; asked again after a failure. */
  async #discovered(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.options.settings;
    const url = new URL(issuer);
    const secret = clientSecret === null ? client.None() : client.ClientSecretPost(clientSecret);
    this.#configuration ??= client.discovery(url, clientId, undefined, secret, {
      timeout: TIMEOUT_S,
      execute: [
        // The signature too, not only that the token came from the right address.
        client.enableNonRepudiationChecks,
        // Allowed by the configuration for this machine only.
        ...(url.protocol === "http:" ? [client.allowInsecureRequests] : []),
      ],
    });
    try {
      return await this.#configuration;
    } catch (error) {
      this.#configuration = null;
      const reason = reasonOf(error);
      await this.options.refusals.refused("identity provider", `no answer: ${reason}`);
      throw new Refusal("unavailable", "the identity provider does not answer: try again later");
    }
  }
}

/** What went wrong, for the audit log. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return [code, message].filter(Boolean).join(" ").slice(0, 300);
}
