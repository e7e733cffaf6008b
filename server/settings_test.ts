import assert from "node:assert/strict";
import { HELP, readConfig } from "./config.ts";
import { settingsOf } from "./settings.ts";

const settingsFor = (args: string[]) => settingsOf(readConfig(args, () => undefined)!);
const OIDC = ["--oidc-issuer", "https://id.example.net", "--oidc-client-id", "mesh"];

Deno.test("settingsOf() names a flag of the server for every setting", () => {
  const tls = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];
  for (const args of [[], ["--host", "192.0.2.1"], [...OIDC, ...tls]]) {
    for (const { name, flag } of settingsFor(args)) {
      assert.match(HELP, new RegExp(`--(no-)?${flag} `), name);
    }
  }
});

Deno.test("settingsOf() gives what is in force as text, without secrets", () => {
  const settings = settingsFor([...OIDC, "--oidc-client-secret", "hush", "--session-idle", "2h"]);
  const valueOf = (flag: string) => settings.find((setting) => setting.flag === flag)?.value;
  assert.equal(valueOf("session-idle"), "7200000");
  assert.equal(valueOf("local-agent"), "true");
  assert.equal(valueOf("trust-proxy"), "[]");
  assert.equal(valueOf("geoip-city"), "–");
  assert.equal(valueOf("oidc-client-secret"), "(set, not shown)");
});
