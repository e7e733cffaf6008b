import type { readSeries } from "./series_query.ts";

/** Items in one piece of the body. */
const PIECE_ITEMS = 2_000;

/** One path of an answer: what names it, and its values when its turn has come. */
export interface StreamedPath {
  head: Record<string, string>;
  read(): ReturnType<typeof readSeries>;
}

/**
 * `{...head, "series": [{...path.head, "points" | "steps": [items]}, …]}` as JSON. A path is read
 * when the client has taken the one before, so that memory holds one path at a time, and a client
 * that goes away costs no more.
 */
export function streamSeries(
  head: Record<string, unknown>,
  paths: readonly StreamedPath[],
): Response {
  const utf8 = new TextEncoder();
  const pieces = piecesOf(head, paths);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(utf8.encode(value));
    },
    async cancel() {
      await pieces.return();
    },
  });
  return new Response(body, { headers: { "content-type": "application/json" } });
}

async function* piecesOf(
  head: Record<string, unknown>,
  paths: readonly StreamedPath[],
): AsyncGenerator<string, void> {
  const start = Object.keys(head).length ? `${JSON.stringify(head).slice(0, -1)},` : "{";
  yield `${start}"series":[`;
  for (const [n, path] of paths.entries()) {
    const { name, length, json } = await path.read();
    const before = JSON.stringify(path.head).slice(0, -1);
    yield `${n > 0 ? "," : ""}${before},${JSON.stringify(name)}:[`;
    for (let from = 0; from < length; from += PIECE_ITEMS) {
      const count = Math.min(PIECE_ITEMS, length - from);
      const items = Array.from({ length: count }, (_, i) => JSON.stringify(json(from + i)));
      yield (from > 0 ? "," : "") + items.join(",");
    }
    yield "]}";
  }
  yield "]}";
}
