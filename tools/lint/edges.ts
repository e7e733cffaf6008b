/** One row of the table: which files it is about, what they may import, and why not more. */
export interface Edge {
  /** Pattern of project paths the row is about. */
  from: string;
  /** Patterns of project paths, or `node:`, that these files may import. */
  may: string[];
  /** The reason, shown with each finding. */
  because: string;
}

const web = "server/fresh/mod.ts";
const webInBrowser = "server/fresh/runtime.ts";

/**
 * Who may import whom: the whole architecture as one table. The first row that fits a file counts;
 * what it does not list is forbidden, for types as well as for values. Packages from npm are always
 * allowed; modules built into the runtime only where `node:` is listed.
 *
 * Patterns: a trailing `/` means everything below a folder, `*` one name; a `*` in `may` repeats
 * the name that `*` stood for in `from`.
 */
export const edges: Edge[] = [
  {
    from: "shared/",
    may: ["shared/"],
    because: "shared/ is what agent, server and browser all speak, so it knows none of them",
  },
  {
    from: "agent/",
    may: ["agent/", "shared/", "node:", "deno.json"],
    because: "the agent runs alone on other machines, where there is no server",
  },
  {
    from: "islands/",
    may: ["islands/", "components/", "shared/", webInBrowser],
    because: "islands run in the browser; they get data as props and over the live socket",
  },
  {
    from: "components/",
    may: ["components/", "shared/", webInBrowser],
    because: "components only draw what they are given, on the server and in the browser",
  },
  {
    from: "routes/",
    may: [
      "routes/",
      "islands/",
      "components/",
      "shared/",
      "server/define.ts",
      "server/api/",
      web,
      webInBrowser,
    ],
    because: "pages reach the domain through ctx.state, whose shape is server/define.ts",
  },
  {
    from: "server/fresh/",
    may: ["server/fresh/", "node:"],
    because: "the web layer stands in for Fresh and must be replaceable by it",
  },
  {
    from: "server/domain/",
    may: ["server/domain/", "shared/"],
    because: "the domain is what adapters agree on, so it knows none of them",
  },
  {
    from: "server/define.ts",
    may: ["server/domain/", "shared/", web],
    because: "pages see the domain, whoever stands behind it",
  },
  {
    from: "server/api/",
    may: ["server/api/", "server/define.ts", "server/domain/", "shared/", "node:", web],
    because: "the API reaches the domain through its state, as pages do",
  },
  {
    from: "server/admin/",
    may: ["server/", "shared/", "node:", "deno.json"],
    because: "the command line joins adapters, but is no agent and no page",
  },
  {
    from: "server/syslog/",
    may: [
      "server/syslog/",
      "server/domain/",
      "shared/",
      "agent/libc/",
      "node:",
    ],
    because: "adapters don't know one another; this one may also raise its socket's buffer (libc)",
  },
  {
    from: "server/*.ts",
    may: [
      "server/",
      "shared/",
      "agent/libc/",
      "agent/worker.ts",
      "_fresh/",
      "deno.json",
      "node:",
    ],
    because: "the parts list joins adapters, the built pages and the local agent, nothing else",
  },
  {
    from: "server/*/",
    may: ["server/*/", "server/domain/", "shared/", "node:"],
    because: "adapters don't know one another; a file directly in server/ joins them",
  },
];

/** The row about a project path, or `null` when the table says nothing of it. */
export function edgeOf(path: string): Edge | null {
  return edges.find((edge) => matches(edge.from, path)) ?? null;
}

/** Whether a file may import a target, both as project paths (a target may also be `node:…`). */
export function isAllowed(edge: Edge, path: string, target: string): boolean {
  const own = matches(edge.from, path)?.[1] ?? "*";
  return edge.may.some((pattern) =>
    pattern === "node:"
      ? target.startsWith("node:")
      : matches(pattern.replace("*", own), target) !== null
  );
}

function matches(pattern: string, path: string): RegExpMatchArray | null {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace("*", "([^/]+)");
  return path.match(new RegExp(`^${source}${pattern.endsWith("/") ? "" : "$"}`));
}
