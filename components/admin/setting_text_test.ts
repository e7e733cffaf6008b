import assert from "node:assert/strict";
import { settingText } from "./setting_text.ts";

const CASES: [name: string, value: string, text: string][] = [
  ["retentionMs", "86400000", "1 d"],
  ["auditRetentionMs", "–", "for ever"],
  ["localAgent", "true", "on"],
  ["insecureHttp", "false", "off"],
  ["syslogTlsPort", "–", "off"],
  ["geoipCity", "–", "–"],
  ["trustProxy", "[]", "–"],
  ["trustProxy", '["10.0.0.0/8","::1"]', "10.0.0.0/8, ::1"],
  ["syslogZones", '[{"from":"192.0.2.0/24","zone":"Asia/Tokyo"}]', "192.0.2.0/24=Asia/Tokyo"],
  ["oidc.roles", '[{"value":"sre","role":"operator"}]', "sre=operator"],
  ["banner", "Test, not production", "Test, not production"],
];
for (const [name, value, text] of CASES) {
  Deno.test(`settingText() of ${name} ${value} is ${text}`, () => {
    assert.equal(settingText(name, value), text);
  });
}
