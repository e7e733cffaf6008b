import assert from "node:assert/strict";
import { Client } from "./harness/client.ts";
import { CLIENT_ID, CLIENT_SECRET, OidcProvider, type Somebody } from "./harness/oidc_provider.ts";
import { ServerProcess } from "./harness/server_process.ts";

const startWith = (provider: OidcProvider, args: string[] = []) =>
  ServerProcess.start({
    args: [
      "--no-local-agent",
      ...["--oidc-issuer", provider.issuer, "--oidc-client-id", CLIENT_ID],
      ...args,
    ],
    env: { MESHPING_OIDC_CLIENT_SECRET: CLIENT_SECRET },
  });

interface Round {
  response: Response;
  text: string;
  client: Client;
}

/** Goes to the provider and comes back, as a browser does. */
async function roundTrip(
  server: ServerProcess,
  change: { returned?: (url: URL) => void; cookie?: string } = {},
): Promise<Round> {
  const begun = await server.nobody.text("/login/oidc?next=/traffic");
  assert.equal(begun.response.status, 303, begun.text);
  const cookie = begun.response.headers.getSetCookie()[0].split(";")[0];
  const provider = await fetch(begun.response.headers.get("location")!, { redirect: "manual" });
  await provider.body?.cancel();
  const returned = new URL(provider.headers.get("location")!);
  change.returned?.(returned);
  const { response, text } = await server.nobody.text(returned.pathname + returned.search, {
    headers: { cookie: change.cookie ?? cookie, accept: "text/html" },
  });
  const session = response.headers.getSetCookie()
    .find((line) => /^meshping=[^;]/.test(line))?.split(";")[0];
  return { response, text, client: new Client(server.url, session ? { cookie: session } : {}) };
}

Deno.test("a person of the identity provider comes in with the role of the claim", async () => {
  await using provider = await OidcProvider.start();
  await using server = await startWith(provider);
  const page = await server.nobody.text("/login");
  assert.match(page.text, /href="\/login\/oidc\?next=/);

  const first = await roundTrip(server);
  assert.equal(first.response.headers.get("location"), "/traffic", first.text);
  const me = { name: "ada", role: "operator", via: "session" };
  assert.deepEqual(await first.client.json("/api/v1/me"), me);

  // Known by issuer and subject: a new name at the provider makes no new user here.
  provider.somebody = { claims: { sub: "1", preferred_username: "ada2", roles: ["viewer"] } };
  const second = await roundTrip(server);
  assert.deepEqual(await second.client.json("/api/v1/me"), { ...me, role: "viewer" });
  assert.deepEqual(await first.client.json("/api/v1/me"), { ...me, role: "viewer" });

  const admin = await server.logIn();
  const { users } = await admin.json<{ users: { id: number; name: string; external: boolean }[] }>(
    "/api/v1/users",
  );
  assert.deepEqual(users.map(({ name, external }) => [name, external]), [
    ["admin", false],
    ["ada", true],
  ]);
  const ada = users[1].id;
  await admin.json(`/api/v1/users/${ada}`, {
    method: "PATCH",
    body: { role: "admin" },
    status: 409,
  });
  await admin.json(`/api/v1/users/${ada}`, { method: "PATCH", body: { disabled: true } });
  const third = await roundTrip(server);
  assert.equal(third.response.status, 401);
  assert.match(third.text, /disabled/);
});

const wrong: [string, Somebody, RegExp][] = [
  ["a state that was not ours", { state: "guessed" }, /did not work/],
  ["a nonce of another log-in", { claims: { sub: "1" }, nonce: "other" }, /did not work/],
  ["a token for another client", { claims: { sub: "1", aud: "other" } }, /did not work/],
  ["a token of another issuer", { claims: { sub: "1", iss: "http://x" } }, /did not work/],
  ["a token signed by somebody else", { claims: { sub: "1" }, wrongKey: true }, /did not work/],
  ["nobody with a role", { claims: { sub: "9", roles: ["guests"] } }, /no role/],
  [
    "somebody who takes the name of a user here",
    { claims: { sub: "9", preferred_username: "Admin", roles: ["admin"] } },
    /cannot be used here/,
  ],
  [
    "a name with control characters",
    { claims: { sub: "9", preferred_username: "a\u0007", roles: ["admin"] } },
    /cannot be used here/,
  ],
];
Deno.test("an answer of the provider that is not right lets nobody in", async (t) => {
  await using provider = await OidcProvider.start();
  await using server = await startWith(provider);
  for (const [name, somebody, message] of wrong) {
    await t.step(name, async () => {
      provider.somebody = somebody;
      const { response, text, client } = await roundTrip(server);
      assert.equal(response.status, 401, text);
      assert.match(text, message);
      assert.deepEqual(client.headers, {});
    });
  }
  provider.somebody = { claims: { sub: "1", preferred_username: "ada", roles: ["viewer"] } };
  await t.step("a code that was changed on the way", async () => {
    const change = { returned: (url: URL) => url.searchParams.set("code", "other") };
    assert.equal((await roundTrip(server, change)).response.status, 401);
    assert.deepEqual(provider.refused, ["no such code"]);
  });
  await t.step("an answer brought by another browser", async () => {
    for (const [cookie, status] of [["", 400], ["meshping-oidc=guess", 401]] as const) {
      assert.equal((await roundTrip(server, { cookie })).response.status, status);
    }
  });
  const admin = await server.logIn();
  const { entries } = await admin.json<{ entries: { action: string; detail: string }[] }>(
    "/api/v1/audit?action=login.refused&limit=50",
  );
  assert.ok(entries.length >= wrong.length, "each is in the audit log");
});

Deno.test("an answer is good once", async () => {
  await using provider = await OidcProvider.start();
  await using server = await startWith(provider);
  let seen: URL | null = null;
  const begun = await server.nobody.text("/login/oidc");
  const cookie = begun.response.headers.getSetCookie()[0].split(";")[0];
  const away = await fetch(begun.response.headers.get("location")!, { redirect: "manual" });
  await away.body?.cancel();
  seen = new URL(away.headers.get("location")!);
  const come = () => server.nobody.text(seen!.pathname + seen!.search, { headers: { cookie } });
  assert.equal((await come()).response.status, 303);
  assert.equal((await come()).response.status, 401);
});

Deno.test("groups of the provider mean what --oidc-roles says", async () => {
  await using provider = await OidcProvider.start();
  await using server = await startWith(provider, [
    ...["--oidc-role-claim", "realm_access.groups", "--oidc-roles", "net=admin,sre=operator"],
    ...["--oidc-default-role", "viewer"],
  ]);
  const roleOf = async (sub: string, groups: string[]) => {
    const claims = { sub, preferred_username: `user ${sub}`, realm_access: { groups } };
    provider.somebody = { claims };
    const { client } = await roundTrip(server);
    return (await client.json<{ role: string }>("/api/v1/me")).role;
  };
  assert.equal(await roleOf("1", ["sre", "net"]), "admin");
  assert.equal(await roleOf("2", ["sre"]), "operator");
  assert.equal(await roleOf("3", ["others"]), "viewer");
});

Deno.test("a provider that is away is said so, and passwords still work", async () => {
  const provider = await OidcProvider.start();
  await using server = await startWith(provider);
  await provider[Symbol.asyncDispose]();
  const { response, text } = await server.nobody.text("/login/oidc");
  assert.equal(response.status, 503);
  assert.match(text, /does not answer/);
  await server.logIn();
});
