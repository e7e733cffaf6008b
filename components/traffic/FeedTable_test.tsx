import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { EventDetail } from "./EventDetail.tsx";
import { FeedTable } from "./FeedTable.tsx";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";

const lines = (html: string) => html.split("<tr data-row").length - 1;

Deno.test("FeedTable shows hostile lines as text, a line for each event", () => {
  const rows = ["<script>alert(1)</script>", "\x1b]0;title\x07"].map((raw, i) => ({
    key: i,
    event: sampleEvent({ raw, host: "<img>" }),
  }));
  const html = renderToString(<FeedTable rows={rows} />);
  assert.equal(lines(html), 2);
  assert.ok(!html.includes("<script") && !html.includes("<img") && !html.includes("\x1b"));
  assert.match(html, /&lt;script>alert\(1\)/);
  assert.match(html, /ESC<\/span>\]0;title<span class="esc">BEL/);
});

Deno.test("FeedTable marks answers of servers that failed", () => {
  const http = {
    method: "GET",
    path: "/",
    status: 502,
    bytes: null,
    durationMs: 12.4,
    userAgent: null,
    site: null,
  };
  const shown = (status: number) =>
    renderToString(
      <FeedTable
        rows={[{ key: 1, event: sampleEvent({ kind: "http", http: { ...http, status } }) }]}
      />,
    );
  assert.match(shown(502), /g fail/);
  assert.doesNotMatch(shown(404), /g fail/);
  assert.match(shown(404), />12 ms</);
});

Deno.test("EventDetail cuts what would bury the page and says so", () => {
  const html = renderToString(<EventDetail event={sampleEvent({ raw: "x".repeat(60_000) })} />);
  assert.ok(html.length < 20_000);
  assert.match(html, /52000 more characters are not shown/);
  const cut = renderToString(<EventDetail event={sampleEvent({ truncated: true })} />);
  assert.match(cut, /longer than the server keeps/);
});
