/** Pieces of text as one answer, each made when the client has taken the one before. */
export function streamText(pieces: Iterable<string>, contentType: string): Response {
  const iterator = pieces[Symbol.iterator](), utf8 = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(utf8.encode(value));
    },
    cancel() {
      iterator.return?.();
    },
  });
  return new Response(body, { headers: { "content-type": contentType } });
}
