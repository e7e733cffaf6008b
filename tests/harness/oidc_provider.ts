import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** What the next person who comes to the provider is. */
export interface Somebody {
  /** Put over what a right answer has. */
  claims?: JWTPayload;
  /** Instead of the nonce and the state that were asked for. */
  nonce?: string;
  state?: string;
  /** Signs with a key that is not published. */
  wrongKey?: boolean;
}

interface Grant {
  challenge: string;
  redirectUri: string;
  nonce: string;
  somebody: Somebody;
}

export const CLIENT_ID = "meshping-test";
export const CLIENT_SECRET = "a secret of the test";

/**
 * A small OpenID provider: discovery, authorization code with PKCE, a signed id token. Nobody is
 * asked anything: who comes is `somebody`.
 */
export class OidcProvider implements AsyncDisposable {
  somebody: Somebody = { claims: { sub: "1", preferred_username: "ada", roles: ["operator"] } };
  /** Requests for tokens that were refused, and why. */
  readonly refused: string[] = [];
  readonly #grants = new Map<string, Grant>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(
    private readonly key: CryptoKey,
    private readonly otherKey: CryptoKey,
    private readonly jwks: unknown,
  ) {
    const quiet = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    this.#server = Deno.serve(quiet, (request) => this.#answer(request));
  }

  static async start(): Promise<OidcProvider> {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const other = await generateKeyPair("RS256");
    const jwk = { ...await exportJWK(publicKey), kid: "1", use: "sig", alg: "RS256" };
    return new OidcProvider(privateKey, other.privateKey, { keys: [jwk] });
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  #answer(request: Request): Response | Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/.well-known/openid-configuration") return Response.json(this.#discovery());
    if (pathname === "/jwks") return Response.json(this.jwks);
    if (pathname === "/authorize") return this.#authorize(searchParams);
    if (pathname === "/token") return this.#token(request);
    return new Response("not found", { status: 404 });
  }

  #discovery() {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  #authorize(params: URLSearchParams): Response {
    const code = crypto.randomUUID();
    const { somebody } = this;
    this.#grants.set(code, {
      challenge: params.get("code_challenge") ?? "",
      redirectUri: params.get("redirect_uri") ?? "",
      nonce: params.get("nonce") ?? "",
      somebody,
    });
    const back = new URL(params.get("redirect_uri")!);
    back.searchParams.set("code", code);
    back.searchParams.set("state", somebody.state ?? params.get("state") ?? "");
    return Response.redirect(back, 303);
  }

  async #token(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const grant = this.#grants.get(form.get("code") ?? "");
    this.#grants.delete(form.get("code") ?? "");
    const wrong = grant ? await wrongWith(form, grant) : "no such code";
    if (!grant || wrong) {
      this.refused.push(wrong!);
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    const { somebody, nonce } = grant;
    const idToken = await new SignJWT({ nonce: somebody.nonce ?? nonce, ...somebody.claims })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer((somebody.claims?.iss as string) ?? this.issuer)
      .setAudience((somebody.claims?.aud as string) ?? CLIENT_ID)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(somebody.wrongKey ? this.otherKey : this.key);
    return Response.json({ access_token: "x", token_type: "Bearer", id_token: idToken });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

async function wrongWith(form: URLSearchParams, grant: Grant): Promise<string | null> {
  if (form.get("client_id") !== CLIENT_ID) return "another client";
  if (form.get("client_secret") !== CLIENT_SECRET) return "wrong secret";
  if (form.get("redirect_uri") !== grant.redirectUri) return "another address";
  const verifier = new TextEncoder().encode(form.get("code_verifier") ?? "");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", verifier));
  const challenge = digest.toBase64({ alphabet: "base64url", omitPadding: true });
  return challenge === grant.challenge ? null : "PKCE does not fit";
}
