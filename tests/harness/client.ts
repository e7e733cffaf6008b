import assert from "node:assert/strict";

export interface JsonRequest {
  method?: string;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  /** The status that is right; 200 by default. */
  status?: number;
}

/** Somebody who sends requests to one server: nobody in particular, a session or a token. */
export class Client {
  constructor(readonly url: string, readonly headers: Record<string, string> = {}) {}

  /** The answer as it is: redirects are not followed. Read or cancel its body. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(this.headers);
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    return fetch(this.url + path, { redirect: "manual", ...init, headers });
  }

  /** Status and text of an answer. */
  async text(path: string, init: RequestInit = {}): Promise<{ response: Response; text: string }> {
    const response = await this.fetch(path, init);
    return { response, text: await response.text() };
  }

  /** The JSON of an answer, which must have the right status. */
  async json<T = unknown>(path: string, request: JsonRequest = {}): Promise<T> {
    const { method = "GET", body, status = 200 } = request;
    const { response, text } = await this.text(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    assert.equal(response.status, status, `${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }

  post<T = unknown>(path: string, body?: unknown, status = 200): Promise<T> {
    return this.json<T>(path, { method: "POST", body, status });
  }
}
