import type { Client } from "./client.ts";

/** Sends a form of a page, as a browser does. */
export function sendForm(
  client: Client,
  path: string,
  fields: Record<string, string>,
): Promise<{ response: Response; text: string }> {
  const headers = { origin: client.url, accept: "text/html" };
  return client.text(path, { method: "POST", headers, body: new URLSearchParams(fields) });
}
