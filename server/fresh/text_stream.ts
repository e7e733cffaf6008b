/** A byte stream of what `source` yields; text becomes UTF-8. Pulls only on demand. */
export function encodeStream<U extends string | Uint8Array>(
  source: Iterable<U> | AsyncIterable<U>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return ReadableStream.from<U>(source).pipeThrough(
    new TransformStream<U, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        const bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
        controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
      },
    }),
  );
}
