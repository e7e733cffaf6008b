import assert from "node:assert/strict";
import { ruleInputSchema } from "@/shared/alerts.ts";
import { Refusal } from "@/shared/refusal.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";
import type { InnerPacket, TrafficEvent } from "@/shared/traffic/event.ts";
import type { AgentRecord } from "../domain/agents.ts";
import { contractOf } from "./contract.ts";
import type { Store } from "./store.ts";

const AT_MS = 1_795_000_000_000;

const agent = (ref: string, more: Partial<AgentRecord> = {}): AgentRecord => ({
  ref,
  number: null,
  name: ref,
  hostname: "host",
  address: "192.0.2.1",
  version: "0.1.0",
  publicKey: `key of ${ref}`,
  previousAddress: null,
  wire: "native",
  enrolmentId: null,
  group: "Tokyo",
  status: "pending",
  local: false,
  createdAtMs: AT_MS,
  lastSeenAtMs: null,
  ...more,
});

const user = (name: string, role: "admin" | "operator" | "viewer") => ({
  name,
  role,
  passwordHash: "h",
  disabled: false,
  createdAtMs: 1,
  oidcSubject: null,
  totpSecret: null,
});

const event = (raw: string, more: Partial<TrafficEvent> = {}): TrafficEvent =>
  sampleEvent({ receivedAtMs: AT_MS, raw, ...more });

const draft = (address: string, id: string | null = null) => ({
  id,
  address,
  name: address,
  kind: "icmp" as const,
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
});

/** What every implementation of the store must do. */
const INNER: InnerPacket = {
  src: "192.0.2.7",
  dst: "192.0.2.8",
  proto: "UDP",
  icmpType: null,
  icmpCode: null,
  srcPort: 1,
  dstPort: 33_434,
};

export const storeContract = contractOf((store: Store) => store, (test) => {
  test("keeps users, and a name once whatever its case", async ({ people }) => {
    const added = await people.addUser(user("Ada", "admin"));
    assert.deepEqual(await people.userByName("ada"), added);
    assert.deepEqual(await people.userById(added.id), { id: added.id, ...user("Ada", "admin") });
    await assert.rejects(people.addUser(user("ADA", "admin")), Refusal);
    await people.setPassword(added.id, "h2");
    assert.deepEqual(await people.listUsers(), [{ ...added, passwordHash: "h2" }]);
    assert.equal(await people.userByName("nobody"), null);
    assert.equal(await people.countUsers(), 1);
    const there = await people.addUser({ ...user("bo", "viewer"), oidcSubject: "idp 1" });
    assert.deepEqual(await people.userByOidcSubject("idp 1"), there);
    assert.equal(await people.userByOidcSubject("idp 2"), null);
  });

  test("keeps one administrator who can log in", async ({ people }) => {
    const ada = await people.addUser(user("ada", "admin"));
    await people.addUser({ ...user("invited", "admin"), passwordHash: null });
    assert.equal(await people.setDisabled(ada.id, true), false);
    assert.equal(await people.setRole(ada.id, "viewer"), false);
    assert.equal(await people.removeUser(ada.id), false);
    assert.equal((await people.userById(ada.id))!.role, "admin");
    const bo = await people.addUser(user("bo", "operator"));
    assert.equal(await people.setRole(bo.id, "admin"), true);
    assert.equal(await people.setDisabled(ada.id, true), true);
    assert.equal(await people.setRole(bo.id, "admin"), true, "no change is no harm");
    assert.equal(await people.removeUser(bo.id), false, "the other one is disabled");
    assert.equal(await people.removeUser(ada.id), true, "who is disabled is no administrator");
    assert.equal(await people.setDisabled(99, true), false);
  });

  test("ends sessions by token, by id, by user and by time", async ({ people, sessions }) => {
    const { id: userId } = await people.addUser(user("a", "viewer"));
    const session = { userId, createdAtMs: 1, lastUsedAtMs: 5, address: "x", userAgent: "y" };
    const { id } = await sessions.addSession("a", session);
    for (const hash of ["b", "c", "d"]) await sessions.addSession(hash, session);
    assert.deepEqual(await sessions.session("a"), { id, ...session });
    await sessions.touchSession(id, 9);
    assert.deepEqual((await sessions.sessionsOf(userId))[0], { id, ...session, lastUsedAtMs: 9 });
    await sessions.removeSession("b");
    assert.equal(await sessions.session("b"), null);
    await sessions.removeExpiredSessions(0, 5);
    assert.deepEqual((await sessions.sessionsOf(userId)).map((s) => s.id), [id], "others idle");
    await sessions.addSession("e", session);
    assert.equal(await sessions.removeSessionOf(userId + 1, id), false, "not of that user");
    await sessions.removeSessionsOf(userId, id);
    assert.equal(await sessions.session("e"), null);
    assert.equal(await sessions.removeSessionOf(userId, id), true);
    await sessions.addSession("f", session);
    await sessions.removeExpiredSessions(1, 0);
    assert.equal(await sessions.session("f"), null);
    await sessions.addSession("g", session);
    await people.removeUser(userId);
    assert.equal(await sessions.session("g"), null, "they go with the user");
  });

  test("takes a link, a code and a recovery code once", async ({ people, credentials }) => {
    const { id } = await people.addUser(user("a", "viewer"));
    await credentials.putLink(id, "old", 100);
    await credentials.putLink(id, "new", 100);
    assert.equal(await credentials.linkOwner("old", 1), null, "a newer one ends it");
    assert.equal(await credentials.linkOwner("new", 1), id);
    assert.equal(await credentials.linkOwner("new", 100), null, "it is over");
    assert.equal(await credentials.useLink("new", 100), false);
    assert.equal(await credentials.useLink("new", 99), true);
    assert.equal(await credentials.useLink("new", 99), false);
    await credentials.putSecondFactor(id, { secret: "S", step: 7, codeHashes: ["a", "b"] });
    assert.equal((await people.userById(id))!.totpSecret, "S");
    const steps = [];
    for (const step of [6, 7, 8, 8]) steps.push(await credentials.useStep(id, step));
    assert.deepEqual(steps, [false, false, true, false]);
    assert.equal(await credentials.useRecoveryCode(id, "a"), true);
    assert.equal(await credentials.useRecoveryCode(id, "a"), false);
    assert.equal(await credentials.countRecoveryCodes(id), 1);
    await credentials.putSecondFactor(id, null);
    assert.equal((await people.userById(id))!.totpSecret, null);
    assert.equal(await credentials.countRecoveryCodes(id), 0);
  });

  test("revokes an API token once", async ({ people }) => {
    const token = {
      name: "ci",
      role: "operator" as const,
      createdAtMs: 1,
      lastUsedAtMs: null,
      expiresAtMs: 9,
      revokedAtMs: null,
    };
    const { id } = await people.addApiToken("hash", token);
    await people.touchApiToken(id, 5);
    assert.deepEqual(await people.apiToken("hash"), { ...token, id, lastUsedAtMs: 5 });
    assert.equal(await people.revokeApiToken(id, 7), true);
    assert.equal(await people.revokeApiToken(id, 8), false);
    assert.equal(await people.revokeApiToken(99, 8), false);
    assert.equal((await people.listApiTokens())[0].revokedAtMs, 7);
  });

  test("keeps agents by their ref and never gives a number twice", async ({ agents }) => {
    await agents.saveAgent(agent("b", { createdAtMs: AT_MS + 1 }));
    await agents.saveAgent(agent("a"));
    const first = await agents.nextAgentNumber();
    const approved = agent("a", {
      number: first,
      status: "approved",
      lastSeenAtMs: 5,
      local: true,
    });
    await agents.saveAgent(approved);
    assert.deepEqual(await agents.listAgents(), [approved, agent("b", { createdAtMs: AT_MS + 1 })]);
    await agents.removeAgent("a");
    assert.equal((await agents.listAgents()).length, 1);
    assert.equal(await agents.nextAgentNumber(), first + 1);
  });

  test("keeps the newest events of each agent, and drops them with it", async ({ agents }) => {
    const event = (atMs: number) => ({
      atMs,
      event: "connected" as const,
      address: "192.0.2.1",
      detail: "",
    });
    for (let n = 1; n <= 5; n++) await agents.addAgentEvent("a", event(n), 3);
    await agents.addAgentEvent("b", event(9), 3);
    assert.deepEqual(await agents.agentEvents("a"), [event(5), event(4), event(3)]);
    await agents.removeAgent("a");
    assert.deepEqual(await agents.agentEvents("a"), []);
    assert.deepEqual(await agents.agentEvents("b"), [event(9)]);
  });

  test("spends an enrolment as often as it has uses, and not after its end", async ({ agents }) => {
    const enrolment = {
      id: "e",
      secret: "s",
      name: null,
      uses: 2,
      usesLeft: 2,
      preApproved: true,
      createdAtMs: 10,
      expiresAtMs: 100,
      createdBy: "ada",
      agentRef: null,
    };
    await agents.addEnrolment(enrolment);
    const newer = { ...enrolment, id: "f", createdAtMs: 20, expiresAtMs: 50 };
    await agents.addEnrolment(newer);
    assert.deepEqual(await agents.listEnrolments(49), [newer, enrolment]);
    assert.deepEqual(await agents.listEnrolments(99), [enrolment]);
    assert.deepEqual(await agents.enrolment("e", 99), enrolment);
    assert.equal(await agents.spendEnrolment("e", 100), false, "over");
    assert.equal(await agents.spendEnrolment("e", 99), true);
    assert.equal(await agents.spendEnrolment("e", 99), true);
    assert.equal(await agents.spendEnrolment("e", 99), false, "spent");
    assert.equal(await agents.enrolment("e", 99), null);
    assert.equal(await agents.enrolment("unknown", 0), null);
    assert.deepEqual(await agents.listEnrolments(99), []);
  });

  test("keeps every revision of the target list", async ({ targets }) => {
    assert.equal(await targets.currentList(), null);
    const one = await targets.saveList([draft("192.0.2.1"), draft("192.0.2.2")], "ada", AT_MS);
    assert.deepEqual([one.revision, one.targets.map((t) => t.id)], [1, ["target_1", "target_2"]]);
    const two = await targets.saveList(
      [draft("192.0.2.3"), draft("192.0.2.2", "target_2")],
      "ada",
      AT_MS,
    );
    assert.deepEqual(await targets.currentList(), two);
    assert.deepEqual(await targets.listAt(1), one);
    assert.equal(await targets.listAt(3), null);
    const head = (revision: number) => ({ revision, by: "ada", atMs: AT_MS });
    assert.deepEqual(await targets.revisionHeads(null, 9), [head(2), head(1)]);
    assert.deepEqual(await targets.revisionHeads(2, 9), [head(1)]);
    assert.deepEqual(await targets.revisionHeads(null, 1), [head(2)]);
    assert.deepEqual(await targets.targetIdsOf(1), ["target_1", "target_2"]);
    assert.deepEqual(await targets.targetIdsOf(2), ["target_3", "target_2"]);
    assert.equal(await targets.targetIdsOf(3), null);
  });

  test("gives traffic events back as they came, newest first", async ({ traffic }) => {
    const hostile = "<script>\u0000\u001b[31m ' OR 1=1 -- %_\\";
    const stored = await traffic.addEvents([
      event("one"),
      event(hostile, { kind: "icmp", src: "198.51.100.1" }),
    ]);
    assert.deepEqual(stored.map((e) => e.id), [1, 2]);
    assert.deepEqual((await traffic.events({ limit: 10 })).events, stored.toReversed());
    assert.deepEqual((await traffic.events({ limit: 1 })).events, [stored[1]]);
    assert.deepEqual((await traffic.events({ limit: 10, beforeId: 2 })).events, [stored[0]]);
    assert.deepEqual((await traffic.events({ limit: 10, kind: "icmp" })).events, [stored[1]]);
    assert.deepEqual((await traffic.events({ limit: 10, src: "198.51.100.1" })).events, [
      stored[1],
    ]);
    assert.deepEqual((await traffic.events({ limit: 10, sender: "203.0.113.1" })).events, []);
    assert.deepEqual((await traffic.events({ limit: 10, text: "ONE" })).events, [stored[0]]);
    assert.deepEqual((await traffic.events({ limit: 10, text: "' or 1=1 -- %_\\" })).events, [
      stored[1],
    ]);
    assert.deepEqual(
      (await traffic.events({ limit: 10, text: "%" })).events,
      [stored[1]],
      "% is a character",
    );
  });

  test("counts traffic by what people ask for", async ({ traffic }) => {
    const place = { kind: "place", country: "JP", asn: 64500 } as TrafficEvent["place"];
    const ping = {
      kind: "icmp" as const,
      proto: "ICMP",
      icmpType: 8,
      icmpCode: 0,
      src: "192.0.2.1",
      place,
    };
    const http = { method: "GET", status: 404 } as TrafficEvent["http"];
    await traffic.addEvents([
      event("old", { ...ping, receivedAtMs: 1 }),
      event("a", ping),
      event("b", ping),
      event("c", { kind: "http", http, src: "192.0.2.2" }),
    ]);
    await traffic.writeCounts();
    const by = (group: Parameters<typeof traffic.countBy>[0]) => traffic.countBy(group, AT_MS);
    assert.deepEqual(await by("country"), [{ key: "JP", count: 2 }]);
    assert.deepEqual(await by("asn"), [{ key: "64500", count: 2 }]);
    assert.deepEqual(await by("type"), [{ key: "echo request", count: 2 }, {
      key: "GET",
      count: 1,
    }]);
    assert.deepEqual(await by("status"), [{ key: "404", count: 1 }]);
    assert.deepEqual(await by("source"), [{ key: "192.0.2.1", count: 2 }, {
      key: "192.0.2.2",
      count: 1,
    }]);
    const source = { count: 3, firstAtMs: 1, lastAtMs: AT_MS };
    assert.deepEqual(await traffic.source("192.0.2.1"), source);
    assert.deepEqual(await traffic.source("192.0.2.9"), {
      count: 0,
      firstAtMs: null,
      lastAtMs: null,
    });
    const stepMs = 60_000, startMs = Math.floor(AT_MS / stepMs) * stepMs;
    const series = (src?: string) => traffic.series({ sinceMs: AT_MS - stepMs, stepMs, src });
    const counts = { icmp: 2, connection: 0, http: 1, text: 0 };
    assert.deepEqual(await series(), [{ startMs, counts }]);
    assert.deepEqual(await series("192.0.2.1"), [{ startMs, counts: { ...counts, http: 0 } }]);
    assert.equal(await traffic.removeEventsBefore(AT_MS, 10), 1);
    assert.equal((await traffic.events({ limit: 10 })).events.length, 3);
  });

  test("adds up what lines measured by minute, sender and name", async ({ traffic }) => {
    const measured = (sender: string, minute: number, numbers: Record<string, number>) =>
      event("n", { sender, numbers, receivedAtMs: AT_MS + minute * 60_000 });
    await traffic.addEvents([
      measured("load", 0, { value: 1, other: -5 }),
      measured("load", 0, { value: 4 }),
      measured("load", 1, { value: 1e308 }),
      measured("another", 0, { value: 9 }),
      event("no number", { sender: "load" }),
    ]);
    await traffic.writeCounts();
    await traffic.addEvents([measured("load", 1, { value: 1e308 })]);
    await traffic.writeCounts();
    const startMs = Math.floor(AT_MS / 60_000) * 60_000;
    const of = (sinceMs: number, stepMs = 60_000) =>
      traffic.numbers({ sender: "load", sinceMs, stepMs });
    const other = { startMs, count: 1, min: -5, mean: -5, max: -5 };
    const [first, second] = await of(AT_MS);
    assert.deepEqual(first, { name: "other", points: [other] });
    assert.deepEqual(second.points[0], { startMs, count: 2, min: 1, mean: 2.5, max: 4 });
    assert.deepEqual(second.points[1].count, 2);
    assert.deepEqual((await of(AT_MS + 60_000)).map(({ name }) => name), ["value"]);
    const hourMs = 3_600_000;
    const [hour] = await of(AT_MS, hourMs);
    assert.equal(hour.points[0].startMs, Math.floor(AT_MS / hourMs) * hourMs);
    assert.ok(await traffic.removeCountsBefore(AT_MS + hourMs) > 0);
    assert.deepEqual(await of(AT_MS), []);
  });

  test("packs many events and gives each of them back as it came", async ({ traffic }) => {
    const made = Array.from({ length: 5_000 }, (_, n) =>
      event(`line ${n} \u0000\ud83d\ude00`, {
        receivedAtMs: AT_MS + n,
        kind: n % 3 === 0 ? "http" : "text",
        numbers: n % 5 === 0 ? { value: n } : null,
        inner: n % 11 === 0 ? { ...INNER, srcPort: n } : null,
        src: n % 7 === 0 ? null : `198.51.100.${n % 100}`,
        http: n % 3 === 0
          ? {
            method: "GET",
            path: `/${n}`,
            status: n % 2 ? 200 : 503,
            bytes: null,
            durationMs: n % 100,
            userAgent: null,
            site: "shop",
          }
          : null,
      }));
    const before = structuredClone(made);
    const stored: TrafficEvent[] = [];
    for (const [from, to] of [[0, 100], [100, 4_700], [4_700, 5_000]]) {
      stored.push(...await traffic.addEvents(made.slice(from, to)));
    }
    assert.deepEqual(stored.map(({ id: _, ...rest }) => rest), before);
    const newestFirst = stored.toReversed();
    assert.deepEqual((await traffic.events({ limit: 6_000 })).events, newestFirst);
    const page = { limit: 50, beforeId: stored[2_500].id, kind: "http" as const };
    const older = newestFirst.filter(({ id, kind }) => id! < page.beforeId! && kind === "http");
    assert.deepEqual((await traffic.events(page)).events, older.slice(0, 50));
    const of7 = newestFirst.filter(({ src }) => src === "198.51.100.7");
    assert.deepEqual((await traffic.events({ limit: 6_000, src: "198.51.100.7" })).events, of7);
    assert.deepEqual((await traffic.events({ limit: 5, src: "203.0.113.1" })).events, []);
    assert.deepEqual((await traffic.events({ limit: 5, text: "LINE 42 " })).events, [stored[42]]);

    await traffic.writeCounts();

    const [site] = await traffic.sites(AT_MS);
    assert.deepEqual([site.site, site.requests, site.errors], ["shop", 1_667, 834]);
    assert.ok(Math.abs(site.p50Ms! - 50) < 6, `${site.p50Ms}`);
    assert.ok(Math.abs(site.p95Ms! - 95) < 10, `${site.p95Ms}`);
    assert.ok(await traffic.removeEventsBefore(AT_MS + 10_000, 10_000) === 5_000);
    assert.deepEqual((await traffic.events({ limit: 5 })).events, []);
    assert.equal((await traffic.countBy("sender", AT_MS))[0].count, 5_000, "counts stay");
    assert.ok(await traffic.removeCountsBefore(AT_MS + 600_000) > 0);
    assert.deepEqual(await traffic.countBy("sender", AT_MS), []);
  });

  test("keeps rules, channels and windows under numbers that never come again", async ({ alerts }) => {
    const rule = ruleInputSchema.parse({ name: "r", condition: { kind: "nodata" } });
    const first = await alerts.saveRule({ id: 0, ...rule });
    assert.deepEqual(first, { id: 1, ...rule });
    assert.deepEqual(await alerts.saveRule({ ...first!, name: "s" }), { ...first, name: "s" });
    assert.deepEqual(await alerts.listRules(), [{ ...first, name: "s" }]);
    assert.equal(await alerts.removeRule(1), true);
    assert.equal(await alerts.removeRule(1), false);
    assert.equal(await alerts.saveRule(first!), null, "a rule that is gone does not come back");
    assert.equal((await alerts.saveRule({ id: 0, ...rule }))!.id, 2);
    assert.deepEqual([await alerts.listChannels(), await alerts.listWindows()], [[], []]);
  });

  test("keeps what fires, its history and its messages in one go", async ({ alerts }) => {
    const state = {
      ruleId: 1,
      subject: "target:target_1",
      name: "core",
      firing: true,
      sinceMs: AT_MS,
      toldFiring: true,
      flapping: false,
      changesMs: [AT_MS],
      paths: [],
      badPaths: 0,
    };
    const event = {
      atMs: AT_MS,
      ruleId: 1,
      rule: "r",
      subject: state.subject,
      name: "core",
      kind: "fired" as const,
      told: true,
      detail: "d",
    };
    const message = {
      kind: "fired" as const,
      atMs: AT_MS,
      rule: { id: 1, name: "r", severity: "warning" as const },
      subjects: [],
      count: 1,
      url: null,
    };
    const draft = { channelId: 3, message, attempts: 0, nextAtMs: AT_MS, createdAtMs: AT_MS };
    const commit = { states: [state], forgotten: [], events: [event, event, event] };
    const sent = await alerts.commitAlerts({ ...commit, deliveries: [draft, draft] }, 2);
    assert.deepEqual(sent, [{ id: 1, ...draft }, { id: 2, ...draft }]);
    assert.deepEqual(await alerts.listStates(), [state]);
    const events = await alerts.alertEvents(10, null);
    assert.deepEqual(events, [{ id: 3, ...event }, { id: 2, ...event }], "the newest two are kept");
    assert.deepEqual(await alerts.alertEvents(10, 3), [{ id: 2, ...event }]);
    await alerts.saveDelivery(2, 4, AT_MS + 9);
    await alerts.removeDelivery(1);
    const left = { id: 2, ...draft, attempts: 4, nextAtMs: AT_MS + 9 };
    assert.deepEqual(await alerts.listDeliveries(), [left]);
    const { ruleId, subject } = state;
    const end = { states: [], forgotten: [{ ruleId, subject }], events: [], deliveries: [] };
    await alerts.commitAlerts(end, 2);
    assert.deepEqual(await alerts.listStates(), []);
  });

  test("keeps sightings of a path once, and removes old ones", async ({ sightings }) => {
    const sighting = { agentId: "agent_1", targetId: "target_1", sender: "192.0.2.9", atMs: AT_MS };
    const router = { ...sighting, sender: "192.0.2.1", atMs: AT_MS + 5_000 };
    const other = { ...sighting, targetId: "target_2" };
    await sightings.addSightings([]);
    await sightings.addSightings([router, sighting, sighting, other]);
    await sightings.addSightings([sighting]);
    const of = (fromMs: number, toMs: number, target = "target_1") =>
      sightings.sightings("agent_1", target, fromMs, toMs);
    const all = [sighting, router].map(({ sender, atMs }) => ({ sender, atMs }));
    assert.deepEqual(await of(0, AT_MS + 9_000), all);
    assert.deepEqual(await of(AT_MS + 1, AT_MS + 9_000), all.slice(1));
    assert.deepEqual(await of(0, AT_MS), []);
    assert.equal(await sightings.removeSightingsBefore(AT_MS, 9), 0);
    assert.equal(await sightings.removeSightingsBefore(AT_MS + 1, 1), 1);
    assert.equal(await sightings.removeSightingsBefore(AT_MS + 1, 9), 1);
    assert.deepEqual(await of(0, AT_MS + 9_000), all.slice(1));
    assert.deepEqual(await of(0, AT_MS + 9_000, "target_2"), []);
    // A path that was given up is known again.
    await sightings.addSightings([other]);
    assert.equal((await of(0, AT_MS + 9_000, "target_2")).length, 1);
  });

  test("lists the audit log newest first", async ({ audit }) => {
    const entry = { atMs: 1, who: "ada", action: "login", subject: "ada", detail: "" };
    await audit.addAudit(entry);
    await audit.addAudit({ ...entry, atMs: 2 });
    assert.deepEqual(await audit.listAudit(10), [{ ...entry, atMs: 2 }, entry]);
    assert.equal((await audit.listAudit(1)).length, 1);
  });

  test("finds entries of the audit log by what they say", async ({ audit }) => {
    const base = { who: "ada", action: "login", subject: "s", detail: "" };
    await audit.addAudit({ ...base, atMs: 1 });
    await audit.addAudit({ ...base, atMs: 2, action: "login.refused", subject: "100%" });
    await audit.addAudit({
      ...base,
      atMs: 3,
      who: "bo",
      action: "targets.edit",
      before: "[1]",
      after: "[2]",
    });
    const found = async (filter: Parameters<typeof audit.searchAudit>[0]) =>
      (await audit.searchAudit(filter, 10)).map(({ atMs }) => atMs);
    assert.deepEqual(await found({}), [3, 2, 1]);
    assert.deepEqual(await found({ who: "ADA" }), [2, 1]);
    assert.deepEqual(await found({ action: "login" }), [2, 1]);
    assert.deepEqual(await found({ action: "log" }), []);
    assert.deepEqual(await found({ text: "0%" }), [2], "a percent sign is itself");
    assert.deepEqual(await found({ text: "[2]" }), [3]);
    assert.deepEqual(await found({ fromMs: 2, toMs: 3 }), [2]);
    const [{ id }] = await audit.searchAudit({}, 1);
    assert.deepEqual(await found({ beforeId: id }), [2, 1]);
    assert.equal((await audit.lastAudit("targets.edit"))?.after, "[2]");
    assert.equal(await audit.lastAudit("none"), null);
  });

  test("removes what is old from the audit log, and says so in it", async ({ audit }) => {
    const entry = { who: "ada", action: "login", subject: "ada", detail: "" };
    const nowMs = Date.now(), old = { ...entry, atMs: 1_000 };
    const settings = { ...old, action: "settings.change", after: "{}" };
    const all = [settings, settings, old, { ...old, atMs: 2_000 }, old, { ...entry, atMs: nowMs }];
    for (const one of all) await audit.addAudit(one);
    const youngest = { ...entry, atMs: 2_000 };
    assert.equal(await audit.removeAuditBefore(2_000, 2, nowMs), 2, "the oldest first");
    assert.equal(await audit.removeAuditBefore(2_000, 9, nowMs), 1);
    assert.equal(await audit.removeAuditBefore(2_000, 9, nowMs), 0, "and no word about nothing");
    const detail = "from before 1970-01-01T00:00:02.000Z";
    const told = { atMs: nowMs, who: "retention", action: "audit.expire", detail };
    assert.deepEqual(await audit.listAudit(9), [
      { ...told, subject: "1 entry" },
      { ...told, subject: "2 entries" },
      { ...entry, atMs: nowMs },
      youngest,
      settings,
    ]);
    assert.deepEqual((await audit.lastAudit("settings.change"))?.after, "{}");

    const refused = async () => await audit.removeAuditBefore(nowMs + 1, 9, nowMs);
    await assert.rejects(refused, /append-only for 30 days/);
    assert.equal((await audit.listAudit(9)).length, 5, "all or nothing");
  });

  test("says that it can be written", async (store) => {
    await store.checkWritable();
  });
});
