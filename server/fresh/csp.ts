import type { Middleware } from "./route.ts";

/** How the Content-Security-Policy differs from the default. */
export interface CSPOptions {
  /** Only report what would be blocked. */
  reportOnly?: boolean;
  /** Address for violation reports. */
  reportTo?: string;
  /** Directives that replace or extend the default ones: `"img-src 'self' blob:"`. */
  csp?: string[];
  /**
   * No `'unsafe-inline'`. Fresh then adds a nonce; this layer emits no inline
   * script or style at all, so that it needs none.
   */
  useNonce?: boolean;
}

/**
 * Adds the policy to answers. As in Fresh it has `upgrade-insecure-requests`,
 * which breaks a site served over plain HTTP: replace the header there.
 *
 * @throws {TypeError} when a directive holds `;`, `,` or a line break.
 */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportTo } = options;
  const name = options.reportOnly
    ? "content-security-policy-report-only"
    : "content-security-policy";
  const policy = policyOf(options);
  return async (ctx) => {
    const response = await ctx.next();
    // A WebSocket upgrade shows no document, and its headers cannot change.
    if (response.status === 101) return response;
    response.headers.set(name, policy);
    if (reportTo) response.headers.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    return response;
  };
}

function policyOf({ useNonce, csp = [], reportTo }: CSPOptions): string {
  const inline = useNonce ? "" : " 'unsafe-inline'";
  const directives = [
    "default-src 'self'",
    `script-src 'self'${inline}`,
    `style-src 'self'${inline}`,
    "font-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
    ...csp,
    ...(reportTo ? [`report-uri ${reportTo}`, "report-to csp-endpoint"] : []),
  ];
  const byName = new Map<string, string>();
  for (const directive of directives) {
    if (/[;,\r\n]/.test(directive)) {
      throw new TypeError(`csp: "${directive}" is more than one directive; list them one by one`);
    }
    byName.set(directive.split(" ")[0], directive);
  }
  return [...byName.values()].join("; ");
}
