/** Items in one piece of the body. */
const PIECE_ITEMS = 2_000;

/**
 * `{...head, [name]: [items]}` as JSON, piece by piece as the client takes it, so that a long
 * series is never one long text in memory.
 */
export function streamJson<T>(
  head: Record<string, unknown>,
  name: string,
  items: readonly T[],
  toJson: (item: T) => unknown,
): Response {
  const utf8 = new TextEncoder();
  const start = JSON.stringify(head).slice(0, -1);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = items.slice(at, at + PIECE_ITEMS).map((item) => JSON.stringify(toJson(item)));
      const before = at === 0 ? `${start},${JSON.stringify(name)}:[` : piece.length ? "," : "";
      at += PIECE_ITEMS;
      const isLast = at >= items.length;
      controller.enqueue(utf8.encode(before + piece.join(",") + (isLast ? "]}" : "")));
      if (isLast) controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "application/json" } });
}
