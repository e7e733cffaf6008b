import recorded from "./expected.json" with { type: "json" };

/** What the contract looks at in an answer. */
export interface Answer {
  status: number;
  /** Lower-cased, without spaces after semicolons. */
  headers: Record<string, string>;
  /** There was a Content-Security-Policy. */
  csp: boolean;
  body: string;
}

/** A request of the contract, and what Fresh answered. */
export interface Exchange {
  request: {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: string;
    form?: Record<string, string>;
  };
  answer: Answer;
}

/** All exchanges, as recorded from Fresh. */
export const exchanges = recorded.exchanges as unknown as Exchange[];

const HEADERS = ["location", "x-trail", "x-a", "x-from", "allow", "content-type", "cache-control"];

export function requestOf({ method, path, headers, body, form }: Exchange["request"]): Request {
  const content = form ? new URLSearchParams(form) : body;
  return new Request("http://localhost" + path, { method, headers, body: content });
}

/** What differs between implementations without a difference for users is taken out. */
const IGNORED: [what: string, pattern: RegExp, replacement: string][] = [
  ["scripts: each has its own way to start islands", /<script[\s\S]*?<\/script>/g, ""],
  ["comments: marks of islands", /<!--.*?-->/g, ""],
  ["nonces: the layer emits nothing inline", / nonce="[^"]*"/g, ""],
  ["keys: Fresh writes JSX keys as attributes", / data-frsh-key="[^"]*"/g, ""],
  [
    "links to the current page: Fresh marks them, here the page does",
    / (data-current|data-ancestor|aria-current)="[^"]*"/g,
    "",
  ],
  ["build id on assets", /\?(__frsh_c|mp_v)=\w*/g, "?build"],
  ["end of empty elements: Fresh's JSX mode writes <input>, ours <input/>", /\s*\/>/g, ">"],
  ["white space left by the above", /(<\w[^>]*?)\s+>/g, "$1>"],
];

/** Answers of this layer that differ from Fresh's on purpose. */
export const deliberate: { method: string; path: string; why: string; change: Partial<Answer> }[] =
  [
    {
      method: "POST",
      path: "/styles.css",
      why: "RFC 9110, section 15.5.6: a 405 names the allowed methods",
      change: { headers: { "content-type": "text/plain;charset=utf-8", allow: "get, head" } },
    },
  ];

/** Reduces a response to what the contract compares. */
export async function answerOf(response: Response): Promise<Answer> {
  const headers: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value.toLowerCase().replace(/; ?/g, ";");
  }
  const csp = response.headers.has("content-security-policy");
  return normalized({ status: response.status, headers, csp, body: await response.text() });
}

/** The answer without what `IGNORED` lists. */
export function normalized(answer: Answer): Answer {
  const body = IGNORED.reduce(
    (text, [, pattern, replacement]) => text.replace(pattern, replacement),
    answer.body,
  );
  return { ...answer, body };
}
