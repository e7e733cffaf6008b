/** The longest address that a page of ours makes is far below this. */
const MAX_URL_LENGTH = 8 * 1024;
/** Names and values of all headers together. */
const MAX_HEADER_LENGTH = 32 * 1024;
const MAX_HEADERS = 100;
/** The longest body that any route takes; each route has its own limit below it. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** Refuses, before anything else looks at it, a request that is larger than any of ours. */
export function tooLarge({ url, headers }: Request): Response | null {
  if (url.length > MAX_URL_LENGTH) return refusal(414, "the address is too long");
  let length = 0, count = 0;
  for (const [name, value] of headers) {
    length += name.length + value.length;
    count++;
  }
  if (length > MAX_HEADER_LENGTH || count > MAX_HEADERS) {
    return refusal(431, "the headers are too large");
  }
  const bodyBytes = Number(headers.get("content-length") ?? 0);
  return bodyBytes > MAX_BODY_BYTES ? refusal(413, "the body is too large") : null;
}

function refusal(status: number, detail: string): Response {
  const body = { type: "about:blank", title: "Too large", status, code: "invalid", detail };
  const headers = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify(body), { status, headers });
}
