import assert from "node:assert/strict";
import { shownConfig } from "./settings.ts";
import { ConfigError, readConfig } from "./config.ts";

const none = () => undefined;

Deno.test("readConfig() has the documented defaults", () => {
  assert.deepEqual(readConfig([], none), {
    host: "127.0.0.1",
    port: 5000,
    dataDir: "./data",
    tls: null,
    insecureHttp: false,
    publicUrl: null,
    jsonAgents: true,
    agentsPerAddress: 1_000,
    trustProxy: [],
    syslogHost: "127.0.0.1",
    syslogPort: 5514,
    syslogTlsPort: null,
    syslogZones: [],
    rollupRetentionMs: 34_560_000_000,
    auditRetentionMs: 34_560_000_000,
    sessions: { idleMs: 86_400_000, absoluteMs: 604_800_000 },
    oidc: null,
    syslogAllow: [],
    geoipCity: null,
    geoipAsn: null,
    localAgent: true,
    reverseDns: true,
    retentionMs: 86_400_000,
    banner: null,
    logFormat: "text",
    checkOnly: false,
  });
});

Deno.test("readConfig() takes the environment, and a flag wins over it", () => {
  const env = (name: string) =>
    ({
      MESHPING_PORT: "1",
      MESHPING_SYSLOG_PORT: "off",
      MESHPING_LOCAL_AGENT: "no",
      MESHPING_DATA: "",
    })[name];
  const config = readConfig(["--port", "0"], env)!;
  assert.deepEqual([config.port, config.syslogPort, config.localAgent, config.dataDir], [
    0,
    null,
    false,
    "./data",
  ]);
  assert.equal(readConfig(["--local-agent"], env)!.localAgent, true);
});

Deno.test("readConfig() keeps the audit log for a time, or for ever", () => {
  const keepMs = (text: string) => readConfig(["--audit-retention", text], none)!.auditRetentionMs;
  assert.deepEqual([keepMs("30d"), keepMs("720h"), keepMs("0")], [
    2_592_000_000,
    2_592_000_000,
    null,
  ]);
});

const ways: [string[], unknown][] = [
  [["--host", "0.0.0.0"], "self-made"],
  [["--host", "0.0.0.0", "--insecure-http"], null],
  [["--host", "::1"], null],
  [["--host", "::", "--tls-cert", "c", "--tls-key", "k"], {
    certFile: "c",
    keyFile: "k",
    caFile: null,
  }],
];
for (const [args, tls] of ways) {
  Deno.test(`readConfig() encrypts off this machine by default: ${args.join(" ")}`, () => {
    assert.deepEqual(readConfig(args, none)!.tls, tls);
  });
}

Deno.test("readConfig() takes an origin for --public-url", () => {
  const url = "https://mesh.example.net:5000";
  assert.equal(readConfig(["--public-url", `${url}/`], none)!.publicUrl, url);
});

Deno.test("readConfig() gives null for --help", () => {
  assert.equal(readConfig(["-h"], none), null);
});

const bad: [string[], string | RegExp][] = [
  [["--prot", "1"], /^Unknown option '--prot'/],
  [["stray"], /stray/],
  [["--port"], /--port/],
  [["--port", "http"], "--port takes a number from 0 to 65535, not http"],
  [["--port", "65536"], "--port takes a number from 0 to 65535, not 65536"],
  [["--syslog-port", "no"], "--syslog-port takes a number from 0 to 65535 or off, not no"],
  [["--host", "example.net"], "--host takes an IP address of this machine, not example.net"],
  [["--public-url", "mesh:5000"], /^--public-url takes an origin such as/],
  [["--public-url", "https://mesh/x"], /^--public-url takes an origin such as/],
  [["--agents-per-address", "0"], /^--agents-per-address takes a number from 1/],
  [["--tls-ca", "c"], "--tls-ca belongs to --tls-cert and --tls-key: give all three"],
  [["--tls-cert", "c"], "--tls-cert and --tls-key belong together: give both"],
  [["--retention", "1"], "--retention takes a time such as 90m, 24h or 7d, not 1"],
  [["--retention", "0h"], "--retention takes a time such as 90m, 24h or 7d, not 0h"],
  [
    ["--audit-retention", "29d"],
    /^--audit-retention takes 0 \(for ever\) or at least 30d, not 29d/,
  ],
  [["--audit-retention", "off"], "--audit-retention takes a time such as 90m, 24h or 7d, not off"],
  [["--log-format", "xml"], "--log-format takes text or json, not xml"],
  [
    ["--syslog-allow", "10.0.0.0/33"],
    "--syslog-allow takes CIDRs such as 192.0.2.0/24, not 10.0.0.0/33",
  ],
  [["--trust-proxy", "lan"], "--trust-proxy takes CIDRs such as 192.0.2.0/24, not lan"],
];
for (const [args, message] of bad) {
  Deno.test(`readConfig() refuses ${args.join(" ")}`, () => {
    assert.throws(() => readConfig(args, none), (error) => {
      assert.ok(error instanceof ConfigError);
      if (typeof message === "string") assert.equal(error.message, message);
      else assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("readConfig() refuses a boolean in the environment that is neither", () => {
  const env = (name: string) => name === "MESHPING_LOCAL_AGENT" ? "maybe" : undefined;
  assert.throws(() => readConfig([], env), {
    message: "MESHPING_LOCAL_AGENT takes true or false, not maybe",
  });
});

Deno.test("readConfig() reads an identity provider", () => {
  const flags = ["--oidc-issuer", "https://id.example.net", "--oidc-client-id", "mesh"];
  const config = readConfig(
    [...flags, "--oidc-roles", "a=b=admin,sre=operator", "--oidc-default-role", "viewer"],
    (name) => name === "MESHPING_OIDC_CLIENT_SECRET" ? "s3cret" : undefined,
  )!;
  assert.deepEqual(config.oidc, {
    issuer: "https://id.example.net",
    clientId: "mesh",
    clientSecret: "s3cret",
    scopes: "openid profile email",
    nameClaim: "preferred_username",
    roleClaim: "roles",
    roles: [{ value: "a=b", role: "admin" }, { value: "sre", role: "operator" }],
    defaultRole: "viewer",
    label: "",
  });
  assert.doesNotMatch(JSON.stringify(shownConfig(config)), /s3cret/);
});

const wrongProviders: [string[], RegExp][] = [
  [["--oidc-issuer", "https://id.example.net"], /belong together/],
  [["--oidc-issuer", "http://id.example.net", "--oidc-client-id", "x"], /takes an https URL/],
  [["--oidc-issuer", "x", "--oidc-client-id", "x"], /takes an https URL/],
  [
    ["--oidc-issuer", "https://a.example", "--oidc-client-id", "x", "--oidc-roles", "admin"],
    /--oidc-roles takes/,
  ],
  [
    ["--oidc-issuer", "https://a.example", "--oidc-client-id", "x", "--oidc-roles", "a=root"],
    /a role is/,
  ],
  [
    ["--oidc-issuer", "https://a.example", "--oidc-client-id", "x", "--oidc-scopes", "profile"],
    /must have openid/,
  ],
  [
    [
      ...["--oidc-issuer", "https://a.example", "--oidc-client-id", "x"],
      ...["--oidc-client-secret-file", "/nonexistent/secret"],
    ],
    /secret-file/,
  ],
];
for (const [args, message] of wrongProviders) {
  Deno.test(`readConfig() refuses ${args.join(" ")}`, () => {
    assert.throws(() => readConfig(args, () => undefined), message);
  });
}
