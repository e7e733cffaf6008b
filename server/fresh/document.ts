import { Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { insertHead, mergeHead } from "./head.ts";
import "./island.ts";
import { packIslands, PROPS_BLOCK_ID } from "./island_props.ts";
import { type RenderState, withRenderState } from "./render_state.ts";
import type { Snapshot } from "./snapshot.ts";

/** A rendered page, and the scripts the browser may fetch before it has read it. */
export interface RenderedDocument {
  html: string;
  /** URL paths, to be named in a `Link` header. */
  preload: string[];
}

/** Renders `root` as a whole HTML document. Throws what a component throws. */
export function renderDocument(root: VNode | null, snapshot: Snapshot): RenderedDocument {
  const { buildId, islands, boot } = snapshot;
  const state: RenderState = { buildId, islands, used: [], calls: [], head: [] };
  const html = withRenderState(state, () => {
    const body = wrapBody(renderToString(root ?? h(Fragment, null)));
    const { title, others } = mergeHead(state.head);
    return insertHead(
      body,
      title ? renderToString(title) : "",
      renderToString(h(Fragment, null, others)),
    );
  });
  if (boot === null || state.calls.length === 0) {
    return { html: "<!DOCTYPE html>" + html, preload: [] };
  }
  const props = packIslands(state.used, state.calls);
  // Both from files or inert data: a strict script-src 'self' needs no nonce.
  const scripts = `<script type="application/json" id="${PROPS_BLOCK_ID}">${props}</script>` +
    `<script type="module" src="${boot.path}"></script>`;
  // All of them: a browser that finds imports in what it has loaded asks in waves.
  const preload = [
    ...new Set([boot.path, ...boot.imports, ...state.used.flatMap(({ scripts }) => scripts)]),
  ];
  return { html: "<!DOCTYPE html>" + insertScripts(html, scripts), preload };
}

function wrapBody(html: string): string {
  if (/^<html[\s>]/i.test(html)) return html;
  return `<html><head><meta charset="utf-8"/></head><body>${html}</body></html>`;
}

function insertScripts(html: string, scripts: string): string {
  const end = html.lastIndexOf("</body>");
  return end < 0 ? html + scripts : html.slice(0, end) + scripts + html.slice(end);
}
