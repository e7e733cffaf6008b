import assert from "node:assert/strict";
import fc from "fast-check";
import type { HttpRequest } from "@/shared/traffic/event.ts";
import { readWebLog } from "./web_log.ts";

const RECEIVED_AT = Date.UTC(2026, 10, 20, 21);
const AT = Date.UTC(2026, 10, 20, 20, 59, 10);
const http = (more: Partial<HttpRequest>): HttpRequest => ({
  method: "GET",
  path: "/",
  status: 200,
  bytes: null,
  durationMs: null,
  userAgent: null,
  site: null,
  ...more,
});
const caddy = (more: object, request: object = {}) =>
  JSON.stringify({
    level: "info",
    ts: AT / 1000 + 0.5,
    logger: "http.log.access",
    msg: "handled request",
    request: {
      remote_ip: "198.51.100.7",
      client_ip: "192.0.2.1",
      method: "GET",
      host: "shop.example:8443",
      uri: "/a?b",
      headers: { "User-Agent": ["curl/8"] },
      ...request,
    },
    duration: 0.000929675,
    size: 10900,
    status: 200,
    ...more,
  });
const traefik = (more: object) =>
  JSON.stringify({
    ClientHost: "192.0.2.1",
    DownstreamContentSize: 396,
    DownstreamStatus: 502,
    Duration: 1234567,
    RequestHost: "who.example",
    RequestMethod: "POST",
    RequestPath: "/x",
    StartUTC: "2026-11-20T20:59:10.25Z",
    "request_User-Agent": "wget",
    ...more,
  });
const HAPROXY =
  "192.0.2.1:33317 [20/Nov/2026:20:59:10.655] front~ back/s1 10/0/30/69/109 200 2750 " +
  '- - ---- 1/1/1/1/0 0/0 {1wt.eu|"x} {} "GET /index.html?q="z" HTTP/1.1"';
const IIS = "2026-11-20 20:59:10 10.0.0.1 GET /a b=c 443 - 192.0.2.1 Mozilla/5.0+(X) - 404 0 2 15";

const known: readonly [string, string, string | null, number, HttpRequest][] = [
  [
    "HAProxy",
    HAPROXY,
    "192.0.2.1",
    AT + 655,
    http({ path: '/index.html?q="z"', bytes: 2750, durationMs: 109, site: "front" }),
  ],
  [
    "HAProxy over IPv6, bad request, logged early",
    "2001:db8::1:4711 [20/Nov/2026:20:59:10.000] f f/<NOSRV> -1/-1/-1/-1/+5 400 +187 - - PR-- " +
    '1/1/0/0/0 0/0 "<BADREQ>"',
    "2001:db8::1",
    AT,
    http({ method: null, path: null, status: 400, bytes: 187, durationMs: 5, site: "f" }),
  ],
  [
    "HAProxy, cut",
    HAPROXY.slice(0, HAPROXY.lastIndexOf("index")),
    "192.0.2.1",
    AT + 655,
    http({ path: null, method: null, bytes: 2750, durationMs: 109, site: "front" }),
  ],
  [
    "Caddy",
    caddy({}),
    "192.0.2.1",
    AT + 500,
    http({
      path: "/a?b",
      bytes: 10900,
      durationMs: 0.93,
      userAgent: "curl/8",
      site: "shop.example",
    }),
  ],
  [
    "Caddy, strange values",
    caddy({ ts: "x", duration: "1ms", size: -1 }, { client_ip: 7, headers: 3, host: null }),
    "198.51.100.7",
    RECEIVED_AT,
    http({ path: "/a?b" }),
  ],
  [
    "Traefik",
    traefik({}),
    "192.0.2.1",
    AT + 250,
    http({
      method: "POST",
      path: "/x",
      status: 502,
      bytes: 396,
      durationMs: 1.235,
      userAgent: "wget",
      site: "who.example",
    }),
  ],
  [
    "IIS",
    IIS,
    "192.0.2.1",
    AT,
    http({ path: "/a?b=c", status: 404, durationMs: 15, userAgent: "Mozilla/5.0 (X)" }),
  ],
  [
    "IIS 7",
    IIS.replace(" - 404", " 404").replace("b=c", "-"),
    "192.0.2.1",
    AT,
    http({ path: "/a", status: 404, durationMs: 15, userAgent: "Mozilla/5.0 (X)" }),
  ],
];

for (const [name, line, src, atMs, request] of known) {
  Deno.test(`readWebLog() reads a line of ${name}`, () => {
    const read = readWebLog(line, RECEIVED_AT, Date.UTC);
    assert.equal(read?.src, src);
    assert.equal(read?.atMs, atMs);
    if (name === "HAProxy, cut") assert.equal(read?.http.status, 200);
    else assert.deepEqual(read?.http, request);
  });
}

Deno.test("readWebLog() takes the sender's clock for HAProxy", () => {
  const tokyo = (...parts: Parameters<typeof Date.UTC>) => Date.UTC(...parts) - 9 * 3_600_000;
  assert.equal(readWebLog(HAPROXY, RECEIVED_AT, tokyo)?.atMs, AT + 655 - 9 * 3_600_000);
});

Deno.test("readWebLog() gives null when the line is something else", () => {
  const others = [
    "",
    "{",
    "{}",
    "[]",
    '{"request":null,"status":200}',
    caddy({ status: "200" }),
    traefik({ DownstreamStatus: 7 }),
    "[".repeat(60_000),
    '{"a":'.repeat(10_000),
    HAPROXY.replace("200", "-1"),
    HAPROXY.replace("10/0/30/69/109", "10/0/30"),
    HAPROXY.replace("20/Nov", "31/Nov"),
    HAPROXY.replace(":33317", ""),
    IIS.replace("2026-11-20", "2026-13-20"),
    `${IIS} more`,
    'Failed password for "root" from 192.0.2.1 port 22 ssh2',
  ];
  for (const line of others) {
    assert.equal(readWebLog(line, RECEIVED_AT, Date.UTC), null, line.slice(0, 60));
  }
});

Deno.test("readWebLog() takes any change of a known line", () => {
  const lines = known.map(([, line]) => line);
  fc.assert(fc.property(
    fc.constantFrom(...lines),
    fc.nat(400),
    fc.nat(20),
    fc.string(),
    (line, at, cut, text) => {
      const changed = line.slice(0, at) + text + line.slice(at + cut);
      const read = readWebLog(changed, RECEIVED_AT, Date.UTC);
      assert.ok(read === null || Number.isFinite(read.atMs) && read.http.status >= 100);
    },
  ));
});
