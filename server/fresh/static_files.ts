import { pickCoding } from "./accept_encoding.ts";
import { BUILD_KEY } from "./build_key.ts";
import type { BuiltFile, Coding } from "./built_files.ts";
import { type Context, snapshotOf } from "./context.ts";
import type { Middleware } from "./route.ts";

const FOREVER = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

/**
 * Serves `static/` and the islands' bundles as the build recorded them, with
 * entity tags and compressed variants. Addresses made by `asset()` and bundles
 * may be cached for ever, others not at all.
 */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { files, buildId } = snapshotOf(ctx);
    const path = decodePath(ctx.url.pathname);
    const file = path === null ? undefined : files?.get(path);
    if (path === null || !files || !file) return await missing(ctx);
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const wanted = ctx.url.searchParams.get(BUILD_KEY);
    if (wanted !== null && wanted !== buildId) return redirectToCurrent(ctx.url);
    const coding = pickCoding(ctx.req.headers.get("accept-encoding"), file);
    const forever = ctx.config.mode === "production" && (wanted !== null || file.immutable);
    const headers = headersOf(file, coding, forever ? FOREVER : NEVER);
    if (matchesTag(ctx.req.headers.get("if-none-match"), headers.get("etag")!)) {
      return new Response(null, { status: 304, headers });
    }
    if (method === "HEAD") {
      headers.set("content-length", String(coding ? file.variants[coding] : file.size));
      return new Response(null, { headers });
    }
    const body = await files.read(path, coding);
    // Gone when a later build has replaced the one this server was started with.
    return body === null ? await missing(ctx) : new Response(body, { headers });
  };
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Every browser asks for this icon by itself: spare it the rendered page. */
async function missing<State>(ctx: Context<State>): Promise<Response> {
  if (ctx.url.pathname === "/favicon.ico") return new Response(null, { status: 404 });
  return await ctx.next();
}

/** The address is from a page of an earlier build. */
function redirectToCurrent(url: URL): Response {
  const current = new URL(url);
  current.searchParams.delete(BUILD_KEY);
  const location = current.pathname + current.search;
  return new Response(null, { status: 307, headers: { location, "cache-control": NEVER } });
}

function headersOf(file: BuiltFile, coding: Coding | null, cacheControl: string): Headers {
  const headers = new Headers({
    "content-type": file.type,
    "cache-control": cacheControl,
    // Weak: the same tag stands for every coding of the content.
    etag: `W/"${file.etag}"`,
    "x-content-type-options": "nosniff",
  });
  if (Object.keys(file.variants).length > 0) headers.set("vary", "accept-encoding");
  if (coding) headers.set("content-encoding", coding);
  return headers;
}

/** RFC 9110, section 13.1.2: weak comparison with each listed tag. */
function matchesTag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => opaque(tag) === opaque(etag));
}
