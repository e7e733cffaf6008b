import assert from "node:assert/strict";
import { type HttpRequest } from "@/shared/traffic/event.ts";
import { readAccessLog } from "./access_log.ts";

const TIME = "[20/Nov/2026:20:59:10 +0900]";
const AT_MS = Date.UTC(2026, 10, 20, 11, 59, 10);

type Row = readonly [line: string, src: string | null, http: Partial<HttpRequest>];

const LINES: readonly Row[] = [
  [
    `203.0.113.7 - - ${TIME} "GET /a?b=1 HTTP/2.0" 200 157 "https://x.example/" "curl/8.9"`,
    "203.0.113.7",
    {
      method: "GET",
      path: "/a?b=1",
      status: 200,
      bytes: 157,
      userAgent: "curl/8.9",
      durationMs: null,
      site: null,
    },
  ],
  [`203.0.113.7 - mika ${TIME} "GET / HTTP/1.1" 304 -`, "203.0.113.7", {
    status: 304,
    bytes: null,
    userAgent: null,
  }],
  [`2001:0db8::1 - - ${TIME} "HEAD / HTTP/1.1" 200 0 "-" "-"`, "2001:db8::1", {
    method: "HEAD",
    userAgent: null,
  }],
  [`shop.example:443 192.0.2.4 - - ${TIME} "POST /pay HTTP/1.1" 502 9 "-" "ua" 3004`, "192.0.2.4", {
    site: "shop.example",
    durationMs: 3.004,
  }],
  [`192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 200 9 "-" "ua" 0.012`, "192.0.2.4", { durationMs: 12 }],
  [`192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 200 9 "-" "ua" rt=3.004 host=a.example`, "192.0.2.4", {
    durationMs: 3004,
    site: "a.example",
  }],
  [`192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 200 9 "-" "ua" "10.0.0.1" us=250`, "192.0.2.4", {
    durationMs: 0.25,
  }],
  [`192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 200 9 "-" "ua" 512 9000`, "192.0.2.4", {
    durationMs: null,
  }],
  [`192.0.2.4 - - ${TIME} "\\x16\\x03\\x01" 400 157 "-" "-"`, "192.0.2.4", {
    method: null,
    path: "\\x16\\x03\\x01",
    status: 400,
  }],
  [`192.0.2.4 - - ${TIME} "-" 408 0 "-" "-"`, "192.0.2.4", { method: null, path: null }],
  [`192.0.2.4 - - ${TIME} "" 400 0 "-" "-"`, "192.0.2.4", { method: null, path: "" }],
  [`192.0.2.4 - a b ${TIME} "GET /x y HTTP/1.1" 200 1 "-" "a \\"b\\" c"`, "192.0.2.4", {
    path: "/x y",
    userAgent: 'a \\"b\\" c',
  }],
  [
    `192.0.2.4 - - ${TIME} "GET /<script> HTTP/1.1" 404 1 "-" "IN=a OUT=b SRC=1.1.1.1`,
    "192.0.2.4",
    {
      path: "/<script>",
      userAgent: null,
    },
  ],
  [`unix: - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"`, null, { status: 200 }],
];

Deno.test("readAccessLog() reads common, combined, vhost and the time taken", () => {
  for (const [line, src, http] of LINES) {
    const read = readAccessLog(line);
    assert.ok(read, line);
    assert.equal(read.src, src, line);
    assert.equal(read.atMs, AT_MS, line);
    for (const [key, value] of Object.entries(http)) {
      assert.deepEqual(read.http[key as keyof HttpRequest], value, `${key} of ${line}`);
    }
  }
});

Deno.test("readAccessLog() is null when the line is of something else", () => {
  const bad = [
    "",
    '"',
    "192.0.2.4 - - [",
    `192.0.2.4 - - ${TIME}`,
    `192.0.2.4 - - ${TIME} "GET / HTTP/1.1`,
    `192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 99 1`,
    `192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 2000 1`,
    `192.0.2.4 - - ${TIME} "GET / HTTP/1.1" abc 1`,
    `192.0.2.4 - - [31/Feb/2026:20:59:10 +0900] "GET / HTTP/1.1" 200 1`,
    `192.0.2.4 - - [20/Nov/2026:20:59:10] "GET / HTTP/1.1" 200 1`,
    `Invalid user 192.0.2.4 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"`,
    `[20/Nov/2026:20:59:10 +0900] "GET / HTTP/1.1" 200 1`,
  ];
  for (const line of bad) assert.equal(readAccessLog(line), null, line);
});

Deno.test("readAccessLog() keeps its copies of hostile text short", () => {
  const long = "x".repeat(60_000);
  const read = readAccessLog(`192.0.2.4 - - ${TIME} "GET /${long} HTTP/1.1" 200 1 "-" "${long}"`);
  assert.equal(read?.http.path?.length, 2048);
  assert.equal(read?.http.userAgent?.length, 512);
});
