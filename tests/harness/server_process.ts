import assert from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "./run_command.ts";
import { checkBuiltPages } from "./built_pages.ts";
import { Child } from "./child.ts";
import { Client } from "./client.ts";
import { preparedData } from "./prepared_data.ts";
import { taskCommand } from "./task_command.ts";
import { temporaryFolder } from "./temporary_folder.ts";

export interface ServerOptions {
  /**
   * Its data folder, which may be empty. By default one that is removed in the end, with an
   * administrator who has the password below and a session.
   */
  dataDir?: string;
  /** More flags, behind the ones for free ports. */
  args?: string[];
  env?: Record<string, string>;
  /** The command of the server itself, by default that of its task. */
  program?: string[];
}

export const ADMIN_PASSWORD = "correct horse battery";

const READY = /^Meshping is ready at (\S+) \(syslog (\S+)\)\n/m;

const serverCommand = (
  dataDir: string,
  args: string[] = [],
  program = taskCommand("server"),
) => [
  ...program,
  ...["--port", "0", "--syslog-port", "0", "--no-reverse-dns", "--data", dataDir],
  ...args,
];

/** The server as a process of its own, ready. */
export class ServerProcess implements AsyncDisposable {
  private constructor(
    readonly child: Child,
    readonly url: string,
    /** `HOST:PORT`, or `off`. */
    readonly syslog: string,
    readonly dataDir: string,
    /** Cookie of the session that was in its data. */
    private readonly cookie: string | null,
    private readonly stack: AsyncDisposableStack,
  ) {}

  /** @throws {Error} with its output when it ends before it is ready */
  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    checkBuiltPages();
    await using stack = new AsyncDisposableStack();
    const { dataDir, cookie } = options.dataDir !== undefined
      ? { dataDir: options.dataDir, cookie: null }
      : await dataWithAdministrator(stack.use(await temporaryFolder()).path);
    const env = { MESHPING_ADMIN_PASSWORD: ADMIN_PASSWORD, ...options.env };
    const command = serverCommand(dataDir, options.args, options.program);
    const child = stack.use(Child.start("the server", command, { env }));
    const [, url, syslog] = await child.line("stdout", READY);
    return new ServerProcess(child, url, syslog, dataDir, cookie, stack.move());
  }

  /** Somebody without session and token. */
  get nobody(): Client {
    return new Client(this.url);
  }

  /** The administrator, in the session that was in the data; without one, in a new one. */
  async admin(): Promise<Client> {
    if (this.cookie === null) return await this.logIn();
    return new Client(this.url, { origin: this.url, cookie: this.cookie });
  }

  /** Asks for a session on the log-in page, as a browser does. */
  async logIn(name = "admin", password = ADMIN_PASSWORD): Promise<Client> {
    const response = await this.nobody.fetch("/login", {
      method: "POST",
      headers: { origin: this.url },
      body: new URLSearchParams({ name, password }),
    });
    await response.body?.cancel();
    assert.equal(response.status, 303, "the log-in is accepted");
    return new Client(this.url, { origin: this.url, cookie: cookieOf(response) });
  }

  /** Somebody with a fresh API token. */
  async withToken(role: "admin" | "operator" | "viewer"): Promise<Client> {
    const token = await this.adminCommand(["token", "create", "--name", role, "--role", role]);
    return new Client(this.url, { authorization: `Bearer ${token.trim()}` });
  }

  /** Runs `deno task admin` on the server's data, and gives its stdout. */
  adminCommand(words: string[], input?: string): Promise<string> {
    return runCommand([...taskCommand("admin"), ...words, "--data", this.dataDir], input);
  }

  stop(signal: Deno.Signal = "SIGTERM"): Promise<number> {
    return this.child.stop(signal);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stack.disposeAsync();
  }
}

/** A data folder with an administrator in it. */
async function dataWithAdministrator(
  folder: string,
): Promise<{ dataDir: string; cookie: string }> {
  const { database, cookie } = await preparedData(makeAdministrator);
  const dataDir = join(folder, "data");
  await Deno.mkdir(dataDir, { mode: 0o700 });
  await Deno.copyFile(database, join(dataDir, "meshping.db"));
  return { dataDir, cookie };
}

/** Has a server make its administrator and a session; gives the session's cookie. */
async function makeAdministrator(dataDir: string): Promise<string> {
  await using server = await ServerProcess.start({ dataDir, args: ["--no-local-agent"] });
  const { headers } = await server.logIn();
  assert.equal(await server.stop(), 0);
  return headers.cookie;
}

/** The session's cookie in an answer, as it is sent back. */
export function cookieOf(response: Response): string {
  const [cookie] = response.headers.getSetCookie();
  assert.ok(cookie, "the answer sets a cookie");
  return cookie.split(";")[0];
}

/** A run that ends by itself. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts a server that is expected not to stay. */
export async function runServer({ dataDir, args, env }: ServerOptions = {}): Promise<Ended> {
  await using folder = await temporaryFolder();
  const command = serverCommand(dataDir ?? join(folder.path, "data"), args);
  await using child = Child.start("the server", command, { env });
  const code = await child.end();
  return { code, stdout: child.stdout, stderr: child.stderr };
}
