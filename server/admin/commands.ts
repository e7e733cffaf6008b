import type { AgentRegistry } from "../agents/registry.ts";
import type { Auth } from "../auth/auth.ts";
import type { Users } from "../auth/users.ts";
import type { ServerAddress } from "../address_file.ts";
import type { PeopleStore, Role } from "../domain/people.ts";
import { ROLES } from "../domain/people.ts";
import type { LocalStore } from "../store/store.ts";
import { CommandError, CommandFailed } from "./command_error.ts";
import { renewCertificate, showCertificate } from "./certificate.ts";
import { type CommandLine, onlyFlags, text } from "./flags.ts";

export interface CommandDeps {
  auth: Auth;
  users: Users;
  people: PeopleStore;
  agents: () => Promise<AgentRegistry>;
  database: Pick<LocalStore, "check" | "backup">;
  /** Where the server of this folder was last reached; `null` when none ever ran. */
  server: ServerAddress | null;
  dataDir: string;
  now: () => number;
  /** A line for the person or the program that asked. */
  print: (line: string) => void;
  /** A line beside the result, such as a hint. */
  note: (line: string) => void;
  /** Reads a password without showing it, or from a pipe. */
  readPassword: (prompt: string) => Promise<string>;
}

/** Name in the audit log of what is done here: whoever may read the data folder may do anything. */
const BY = "command line";
const UNIT_MS: Record<string, number> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

type Command = (line: CommandLine, deps: CommandDeps) => Promise<void>;

/** Every command by its first words. */
export const COMMANDS: Record<string, Command> = {
  "user add": async (line, { users, readPassword, note }) => {
    onlyFlags(line, ["role"]);
    const name = word(line, 2, "NAME");
    const role = roleOf(text(line, "role") ?? "viewer");
    await users.add(name, role, await readPassword(`Password for ${name}: `), BY);
    note(`${name} can log in as ${role}`);
  },
  "user list": async (line, { users, print }) => {
    onlyFlags(line, []);
    for (const { name, role, status, createdAtMs } of await users.list()) {
      print([name, role, status, day(createdAtMs)].join("\t"));
    }
  },
  "user passwd": async (line, { users, readPassword, note }) => {
    onlyFlags(line, []);
    const name = word(line, 2, "NAME");
    const id = await users.idOf(name);
    await users.setPassword(id, await readPassword(`New password for ${name}: `), BY);
    note(`${name} has a new password and is logged out everywhere`);
  },
  "user disable": async (line, { users, note }) => {
    onlyFlags(line, []);
    const name = word(line, 2, "NAME");
    await users.disable(await users.idOf(name), BY);
    note(`${name} can no longer log in`);
  },
  "user enable": async (line, { users, note }) => {
    onlyFlags(line, []);
    const name = word(line, 2, "NAME");
    await users.enable(await users.idOf(name), BY);
    note(`${name} can log in again`);
  },
  "user invite": async (line, { users, server, print, note }) => {
    onlyFlags(line, ["role"]);
    const name = word(line, 2, "NAME");
    const { link } = await users.invite(name, roleOf(text(line, "role") ?? "viewer"), BY);
    print(joinUrl(server, link.key));
    note(`${name} opens this link within a day and chooses a password`);
  },
  "user link": async (line, { users, server, print, note }) => {
    onlyFlags(line, []);
    const name = word(line, 2, "NAME");
    print(joinUrl(server, (await users.passwordLink(await users.idOf(name), BY)).key));
    note(`${name} opens this link within a day and chooses a new password`);
  },
  "user no-code": async (line, { users, note }) => {
    onlyFlags(line, []);
    const name = word(line, 2, "NAME");
    await users.removeSecondFactor(await users.idOf(name), BY);
    note(`${name} logs in without a code until a new authenticator is set up`);
  },
  "token create": async (line, { auth, print }) => {
    onlyFlags(line, ["name", "role", "expires"]);
    const name = text(line, "name");
    if (!name) throw new CommandError("token create needs --name, for the audit log");
    const role = roleOf(text(line, "role") ?? "viewer");
    const expiresInMs = durationMs(text(line, "expires")) ?? null;
    const { token } = await auth.createApiToken(name, role, BY, expiresInMs);
    print(token);
  },
  "token list": async (line, { people, now, print }) => {
    onlyFlags(line, []);
    for (const token of await people.listApiTokens()) {
      const { id, name, role, createdAtMs, lastUsedAtMs, expiresAtMs, revokedAtMs } = token;
      const over = expiresAtMs !== null && expiresAtMs <= now();
      const state = revokedAtMs !== null ? "revoked" : over ? "expired" : "active";
      const until = expiresAtMs === null ? "never expires" : `until ${day(expiresAtMs)}`;
      const used = lastUsedAtMs === null ? "never used" : `used ${day(lastUsedAtMs)}`;
      print([id, name, role, state, day(createdAtMs), until, used].join("\t"));
    }
  },
  "token revoke": async (line, { auth, note }) => {
    onlyFlags(line, []);
    const id = Number(word(line, 2, "ID"));
    if (!Number.isInteger(id)) throw new CommandError("token revoke takes an ID: see token list");
    await auth.revokeApiToken(id, BY);
    note(`token ${id} is revoked`);
  },
  check: (line, { database, print }) => {
    onlyFlags(line, []);
    const { checked, problems } = database.check();
    for (const problem of problems) print(problem);
    if (problems.length > 0) {
      throw new CommandFailed(`the database is damaged: go back to a backup of it`);
    }
    print(`${checked} chunks, hours and roll-ups are whole`);
    return Promise.resolve();
  },
  backup: (line, { database, note }) => {
    onlyFlags(line, []);
    const path = word(line, 1, "FILE");
    try {
      database.backup(path);
    } catch (error) {
      throw new CommandFailed(`cannot write the backup ${path}: ${(error as Error).message}`);
    }
    note(`${path} is a copy of the database as it was a moment ago`);
    return Promise.resolve();
  },
  "cert renew": async (line, { dataDir, now, print }) => {
    onlyFlags(line, []);
    await renewCertificate(dataDir, now(), print);
  },
  cert: async (line, { dataDir, print }) => {
    onlyFlags(line, []);
    await showCertificate(dataDir, print);
  },
  "enrol list": async (line, { agents, print }) => {
    onlyFlags(line, []);
    for (const one of await (await agents()).enrolments()) {
      const approval = one.preApproved ? "pre-approved" : "to be approved";
      const ends = new Date(one.expiresAtMs).toISOString();
      const uses = `${one.usesLeft}/${one.uses}`;
      print([one.id, one.name ?? "-", uses, approval, ends, one.createdBy].join("\t"));
    }
  },
  "enrol revoke": async (line, { agents, note }) => {
    onlyFlags(line, []);
    const id = word(line, 2, "ID");
    await (await agents()).revokeEnrolment(id, BY);
    note(`the token ${id} lets nobody in any more`);
  },
  enrol: async (line, { agents, server, print, note }) => {
    onlyFlags(line, ["name", "uses", "expires", "pre-approved", "url"]);
    const url = text(line, "url") ?? server?.url ?? "http://127.0.0.1:5000";
    if (!/^https?:\/\/[^/]+$/.test(url)) {
      throw new CommandError(
        `--url takes the server's address such as https://mesh.example.net:5000`,
      );
    }
    const uses = text(line, "uses");
    const { id, token } = await (await agents()).enrol(
      {
        name: text(line, "name"),
        uses: uses === undefined ? undefined : Number(uses),
        expiresInMs: durationMs(text(line, "expires")),
        preApproved: line.flags["pre-approved"] === true,
      },
      BY,
      url,
    );
    print(token);
    note(
      `token ${id}, for the server at ${url}; give --url for another address. The agent runs with --token`,
    );
  },
};

export const HELP = `Usage: deno task admin COMMAND [flags]

  user add NAME [--role admin|operator|viewer]   asks for the password, or reads it from a pipe
  user list
  user passwd NAME                               also ends all sessions of the user
  user disable NAME, user enable NAME
  user invite NAME [--role R]                    prints a link to choose a password, once
  user link NAME                                 the same for a user who forgot it
  user no-code NAME                              for one whose authenticator is lost
  token create --name N [--role R] [--expires 90d]
                                                 prints the token alone on stdout, once
  token list
  token revoke ID
  enrol [--url URL] [--name N] [--uses N] [--expires 1h] [--pre-approved]
                                                 prints an enrolment token alone on stdout;
                                                 the URL is by default the server's last one
  enrol list                                     tokens that still let somebody in
  enrol revoke ID
  check                                          reads the whole database; exits with 1 when it is damaged
  backup FILE                                    a copy of the database, which must not exist yet
  cert                                           shows the certificate of the server's own making
  cert renew                                     makes a new one; a running server takes it within
                                                 seconds, and no agent notices

  --data DIR   the server's data folder (default ./data, or MESHPING_DATA)

All of them work while a server runs on the same data folder.
`;

/** The command that the first words name, longest name first. */
export function findCommand({ words }: CommandLine): Command {
  const found = COMMANDS[words.slice(0, 2).join(" ")] ?? COMMANDS[words[0] ?? ""];
  if (found) return found;
  throw new CommandError(
    words.length ? `there is no command "${words.slice(0, 2).join(" ")}". See --help.` : HELP,
  );
}

function word({ words }: CommandLine, index: number, name: string): string {
  if (words.length === index + 1) return words[index];
  throw new CommandError(`${words.slice(0, index).join(" ")} takes one ${name}`);
}

/** The key stands behind `#`: browsers keep that to themselves, and logs never see it. */
function joinUrl(server: ServerAddress | null, key: string): string {
  return `${server?.url ?? "http://127.0.0.1:5000"}/join#${key}`;
}

function roleOf(role: string): Role {
  const found = ROLES.find((known) => known === role);
  if (found) return found;
  throw new CommandError(`--role takes ${ROLES.join(", ")}, not ${role}`);
}

function durationMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const match = /^(\d{1,6})([smhd])$/.exec(value);
  if (!match) throw new CommandError(`--expires takes a time such as 30m, 1h or 7d, not ${value}`);
  return Number(match[1]) * UNIT_MS[match[2]];
}

const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
