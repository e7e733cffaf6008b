import type { Role } from "./define.ts";

/** `local`: a program on this machine, or a viewer. */
export type Needed = Role | "public" | "local";
export type RuleMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Rule = Partial<Record<RuleMethod, Needed>>;

const look: Rule = { GET: "viewer" };
const decide: Rule = { POST: "operator" };
const whatever: Rule = {
  GET: "viewer",
  POST: "viewer",
  PUT: "viewer",
  PATCH: "viewer",
  DELETE: "viewer",
};

/**
 * Who may do what: every route of `routes/` and each of its methods, with the least role that it
 * takes. What has no row is closed to everybody; HEAD is GET. A WebSocket is the GET of its route.
 */
export const ACCESS_RULES: Record<string, Rule> = {
  // Without a log-in.
  "/login": { GET: "public", POST: "public" },
  "/login/oidc": { GET: "public" },
  "/login/oidc/callback": { GET: "public" },
  "/setup": { GET: "public", POST: "public" },
  "/language": { POST: "public" },
  "/join": { GET: "public", POST: "public" },
  // Agents prove their key inside the WebSocket.
  "/agent": { GET: "public" },
  "/healthz": { GET: "public" },
  "/readyz": { GET: "public" },
  // Figures for Prometheus.
  "/metrics": { GET: "local" },

  // Pages.
  "/": look,
  "/live": look,
  "/mesh/to/:target": look,
  "/mesh/:agent": look,
  "/mesh/:agent/:target": look,
  "/traffic": look,
  "/land.txt": look,
  "/traffic/ip": look,
  "/traffic/ip/:ip": look,
  "/monitoring/:agent/:target": look,
  "/alerts": look,
  "/alerts/rules": { GET: "viewer", POST: "operator" },
  "/alerts/windows": { GET: "viewer", POST: "operator" },
  "/alerts/channels": { GET: "admin", POST: "admin" },
  "/docs/api": look,
  "/account": { GET: "viewer", POST: "viewer" },
  "/logout": { POST: "viewer" },
  "/admin": { GET: "operator", POST: "operator" },
  "/admin/agents/new": { GET: "operator", POST: "operator" },
  "/admin/agents/:ref": { GET: "operator", POST: "operator" },
  "/admin/targets": { GET: "operator", POST: "operator" },
  "/admin/targets/history": { GET: "operator" },
  "/admin/update_targets": decide,
  "/admin/approve/:ref": decide,
  "/admin/reject/:ref": decide,
  "/admin/users": { GET: "admin", POST: "admin" },
  "/admin/tokens": { GET: "admin", POST: "admin" },
  "/admin/setup": { GET: "operator" },
  "/admin/watchers": { GET: "admin" },
  "/admin/audit": { GET: "admin" },
  "/admin/settings": { GET: "admin" },

  // REST.
  "/api/v1/me": look,
  "/api/v1/agents": look,
  "/api/v1/agents/:id": { GET: "viewer", PATCH: "operator", DELETE: "operator" },
  "/api/v1/agents/:id/events": look,
  "/api/v1/agents/:id/:action": decide,
  "/api/v1/enrolments": { GET: "operator", POST: "operator" },
  "/api/v1/enrolments/:id": { DELETE: "operator" },
  "/api/v1/targets": { GET: "viewer", PUT: "operator", POST: "operator" },
  "/api/v1/targets/revisions": look,
  "/api/v1/targets/revisions/:revision/restore": decide,
  "/api/v1/targets/:id": { PATCH: "operator", DELETE: "operator" },
  "/api/v1/matrix": look,
  "/api/v1/results": look,
  "/api/v1/results/:agent": look,
  "/api/v1/results/:agent/:target": look,
  "/api/v1/results/:agent/:target/seen": look,
  "/api/v1/status": look,
  "/api/v1/traffic/events": look,
  "/api/v1/traffic/numbers": look,
  "/api/v1/traffic/senders": look,
  "/api/v1/traffic/series": look,
  "/api/v1/traffic/summary": look,
  "/api/v1/geo/:ip": look,
  "/api/v1/names/:ip": look,
  "/api/v1/sources/:name/lines": decide,
  "/api/v1/users": { GET: "admin", POST: "admin" },
  "/api/v1/users/:id": { GET: "admin", PATCH: "admin", DELETE: "admin" },
  "/api/v1/users/:id/:action": { POST: "admin" },
  "/api/v1/audit": { GET: "admin" },
  "/api/v1/audit/export": { GET: "admin" },
  "/api/v1/watchers": { GET: "admin" },
  "/api/v1/tokens": { GET: "admin", POST: "admin" },
  "/api/v1/tokens/:id": { DELETE: "admin" },
  "/api/v1/alerts": look,
  "/api/v1/alerts/history": look,
  "/api/v1/alerts/rules": { GET: "viewer", POST: "operator" },
  "/api/v1/alerts/rules/:id": { PUT: "operator", DELETE: "operator" },
  "/api/v1/alerts/windows": { GET: "viewer", POST: "operator" },
  "/api/v1/alerts/windows/:id": { PUT: "operator", DELETE: "operator" },
  "/api/v1/alerts/channels": { GET: "admin", POST: "admin" },
  "/api/v1/alerts/channels/:id": { PUT: "admin", DELETE: "admin" },
  "/api/v1/alerts/channels/:id/test": { POST: "admin" },
  "/api/v1/openapi.json": look,
  "/api/v1/settings": { GET: "admin" },
  // "There is no such call", for whoever may know that.
  "/api/:path*": whatever,
};

/** Why nobody may: the method is not one of the route, or the route has no row. */
export type Closed = { closed: "method" | "route" };

/** The least role for a request. @param route pattern that matched, or `null` when none did */
export function neededRole(method: string, route: string | null): Needed | Closed {
  // Nobody learns which addresses exist without a log-in.
  if (route === null) return "viewer";
  const rule = Object.hasOwn(ACCESS_RULES, route) ? ACCESS_RULES[route] : null;
  if (!rule) return { closed: "route" };
  const known = method === "HEAD" ? "GET" : method;
  const needed = Object.hasOwn(rule, known) ? rule[known as RuleMethod] : undefined;
  return needed ?? { closed: "method" };
}

/** The methods of a route, for the header `Allow`. */
export const methodsOf = (route: string): string[] => Object.keys(ACCESS_RULES[route] ?? {});
