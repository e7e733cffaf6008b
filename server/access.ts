import { type Context, HttpError } from "fresh";
import { isLoopback } from "@/shared/address.ts";
import { problem } from "./api/problem.ts";
import { type Closed, methodsOf, type Needed, neededRole } from "./access_rules.ts";
import type { Domain, Person, Sockets, State } from "./define.ts";
import type { Refusals } from "./domain/audit.ts";
import { isOwnOrigin, needsOrigin } from "./http/origin.ts";
import { smallFormProblem } from "./http/small_form.ts";
import { flowCookie, sessionCookie } from "./http/session_cookie.ts";

/** What `server.ts` gives to every request beside it. */
export interface RequestServices {
  domain: Domain;
  sockets: Sockets;
  clientAddress: string;
  secure: boolean;
  /** Where it is written down that somebody may not. */
  refusals: Refusals;
}

/** Fresh passes `info` through untouched, so it can carry this server's services. */
export type RequestInfo = Deno.ServeHandlerInfo & { services: RequestServices };

/** Least first: who may do something may do all that stands before it. */
const RANK: Record<Needed, number> = { public: 0, local: 1, viewer: 1, operator: 2, admin: 3 };

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The root middleware: makes the state of a request and turns away who may not enter. */
export async function access(ctx: Context<State>): Promise<Response> {
  const { services } = ctx.info as RequestInfo;
  const { headers, method } = ctx.req;
  const { secure, domain } = services;
  const cookie = sessionCookie(headers, secure, domain.auth.sessionMs);
  const person = await personOf(headers, cookie.read(), services.domain);
  const stillAllowed = async () =>
    (await personOf(headers, cookie.read(), services.domain))?.name === person?.name;
  const own: Partial<State> = {
    person,
    sessionCookie: cookie,
    flowCookie: flowCookie(headers, secure),
    stillAllowed,
  };
  Object.assign(ctx.state, services, own);

  const needed = neededRole(method, ctx.route);
  // Agents prove themselves by their key and bring no cookie; browsers bring theirs unasked.
  const byCookie = person?.via !== "token" && ctx.url.pathname !== "/agent";
  if (byCookie && needsOrigin(method, headers) && !isOwnOrigin(headers)) {
    return await refuse(ctx, "forbidden", "this request comes from another site");
  }
  if (needed === "public") {
    const wrong = READS.has(method) ? null : smallFormProblem(headers);
    return wrong === null ? await ctx.next() : problem("invalid", wrong);
  }
  if (person === null) {
    const mayLook = needed === "local" && isLocalProgram(headers, services.clientAddress);
    return mayLook ? await ctx.next() : await unknown(ctx);
  }
  if (typeof needed === "object") return await closed(ctx, needed);
  if (RANK[person.role] < RANK[needed]) {
    return await refuse(ctx, "forbidden", `this needs the role ${needed}`);
  }
  return await ctx.next();
}

async function personOf(
  headers: Headers,
  sessionToken: string | null,
  { auth }: Domain,
): Promise<Person | null> {
  const bearer = /^Bearer +([A-Za-z0-9_-]{1,200})$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return await auth.byApiToken(bearer);
  return sessionToken === null ? null : await auth.bySession(sessionToken);
}

/** Somebody nobody knows: a person is sent to the log-in. */
async function unknown(ctx: Context<State>): Promise<Response> {
  if (!isPage(ctx)) return problem("unauthenticated", "log in, or send a token");
  const toSetup = await ctx.state.domain.auth.needsSetup() ? "?setup" : "";
  const next = encodeURIComponent(ctx.url.pathname + ctx.url.search);
  return ctx.redirect(ctx.url.pathname === "/" ? `/login${toSetup}` : `/login?next=${next}`, 303);
}

/** Somebody who may not: written down, since it is a mistake of ours or a try. */
async function refuse(ctx: Context<State>, code: "forbidden", message: string): Promise<Response> {
  const { person, clientAddress, refusals } = ctx.state as State & RequestServices;
  const what = `${ctx.req.method} ${ctx.url.pathname.slice(0, 200)}`;
  const detail = `${message}, from ${clientAddress}`;
  await refusals.refused(person?.name ?? clientAddress, `${what}: ${message}`, {
    who: person?.name ?? "-",
    subject: what,
    detail,
  });
  if (isPage(ctx)) throw new HttpError(403, message);
  return problem(code, message);
}

async function closed(ctx: Context<State>, { closed }: Closed): Promise<Response> {
  if (closed === "route") return await refuse(ctx, "forbidden", "nobody may do this");
  const allow = methodsOf(ctx.route!).join(", ");
  const body = { title: "Not this way", status: 405, detail: `this address takes ${allow}` };
  return new Response(JSON.stringify({ type: "about:blank", code: "invalid", ...body }), {
    status: 405,
    headers: { "content-type": "application/problem+json", allow },
  });
}

/** A person who opens a page is sent to the log-in; a program gets an answer it can read. */
function isPage(ctx: Context<State>): boolean {
  return ctx.req.method === "GET" && !ctx.url.pathname.startsWith("/api/") &&
    (ctx.req.headers.get("accept") ?? "").includes("text/html");
}

/**
 * A program on this machine that asked for this machine: not a proxy's client, and not a page whose
 * name was made to point here (a name would be in `Host`).
 */
function isLocalProgram(headers: Headers, clientAddress: string): boolean {
  const host = headers.get("host")?.replace(/:\d+$/, "") ?? "";
  const isProxied = ["x-forwarded-for", "forwarded", "via"].some((name) => headers.has(name));
  return isLoopback(clientAddress) && !isProxied &&
    /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
}
