import type { DatabaseSync } from "node:sqlite";
import type { AgentStatus } from "@/shared/agent.ts";
import type { AgentEvent, AgentRecord, AgentStore, Enrolment } from "../domain/agents.ts";
import { inTransaction } from "./database.ts";

type Row = Record<string, unknown>;

const toAgent = (row: Row): AgentRecord => ({
  ref: String(row.ref),
  number: row.number === null ? null : Number(row.number),
  name: String(row.name),
  hostname: String(row.hostname),
  address: String(row.address),
  version: String(row.version),
  publicKey: String(row.public_key),
  status: row.status as AgentStatus,
  local: row.local === 1,
  createdAtMs: Number(row.created_at_ms),
  lastSeenAtMs: row.last_seen_at_ms === null ? null : Number(row.last_seen_at_ms),
  previousAddress: row.previous_address === null ? null : String(row.previous_address),
  wire: row.wire === "json" ? "json" : "native",
  enrolmentId: row.enrolment_id === null ? null : String(row.enrolment_id),
  group: String(row.site),
});

const toEnrolment = (row: Row): Enrolment => ({
  id: String(row.id),
  secret: String(row.secret),
  name: row.name === null ? null : String(row.name),
  uses: Number(row.uses),
  usesLeft: Number(row.uses_left),
  preApproved: row.pre_approved === 1,
  createdAtMs: Number(row.created_at_ms),
  expiresAtMs: Number(row.expires_at_ms),
  createdBy: String(row.created_by),
  agentRef: row.agent_ref === null ? null : String(row.agent_ref),
});

export function sqliteAgentStore(db: DatabaseSync): AgentStore {
  const list = db.prepare("SELECT * FROM agent ORDER BY created_at_ms, ref");
  const save = db.prepare(
    `INSERT OR REPLACE INTO agent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare("DELETE FROM agent WHERE ref = ?");
  const nextNumber = db.prepare("INSERT INTO agent_number DEFAULT VALUES RETURNING id");
  const addEnrolment = db.prepare("INSERT INTO enrolment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const removeEnded = db.prepare("DELETE FROM enrolment WHERE uses_left < 1 OR expires_at_ms <= ?");
  const enrolment = db.prepare(
    "SELECT * FROM enrolment WHERE id = ? AND uses_left > 0 AND expires_at_ms > ?",
  );
  const enrolmentBySecret = db.prepare(
    "SELECT * FROM enrolment WHERE secret = ? AND uses_left > 0 AND expires_at_ms > ?",
  );
  const listEnrolments = db.prepare(
    `SELECT * FROM enrolment WHERE uses_left > 0 AND expires_at_ms > ?
     ORDER BY created_at_ms DESC, id`,
  );
  const endEnrolment = db.prepare("DELETE FROM enrolment WHERE id = ?");
  const addEvent = db.prepare(
    "INSERT INTO agent_event (agent_ref, at_ms, event, address, detail) VALUES (?, ?, ?, ?, ?)",
  );
  const removeOldEvents = db.prepare(
    `DELETE FROM agent_event WHERE agent_ref = ?1 AND id <=
     (SELECT id FROM agent_event WHERE agent_ref = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
  );
  const removeEvents = db.prepare("DELETE FROM agent_event WHERE agent_ref = ?");
  const events = db.prepare(
    `SELECT at_ms AS atMs, event, address, detail FROM agent_event WHERE agent_ref = ?
     ORDER BY id DESC`,
  );
  const spend = db.prepare(
    "UPDATE enrolment SET uses_left = uses_left - 1 WHERE id = ? AND uses_left > 0 AND expires_at_ms > ?",
  );
  return {
    listAgents: () => Promise.resolve((list.all() as Row[]).map(toAgent)),
    saveAgent: (a) => {
      save.run(
        a.ref,
        a.number,
        a.name,
        a.hostname,
        a.address,
        a.version,
        a.publicKey,
        a.status,
        a.local ? 1 : 0,
        a.createdAtMs,
        a.lastSeenAtMs,
        a.previousAddress,
        a.wire,
        a.enrolmentId,
        a.group,
      );
      return Promise.resolve();
    },
    removeAgent: (ref) => {
      inTransaction(db, () => {
        remove.run(ref);
        removeEvents.run(ref);
      });
      return Promise.resolve();
    },
    nextAgentNumber: () => Promise.resolve(Number(nextNumber.get()!.id)),
    addEnrolment: (e) => {
      const preApproved = e.preApproved ? 1 : 0;
      addEnrolment.run(
        e.id,
        e.secret,
        e.name,
        e.uses,
        e.usesLeft,
        preApproved,
        e.createdAtMs,
        e.expiresAtMs,
        e.createdBy,
        e.agentRef,
      );
      return Promise.resolve();
    },
    enrolment: (id, nowMs) => {
      // A secret that no agent can use any more is not worth keeping.
      removeEnded.run(nowMs);
      const row = enrolment.get(id, nowMs) as Row | undefined;
      return Promise.resolve(row ? toEnrolment(row) : null);
    },
    enrolmentBySecret: (secret, nowMs) => {
      const row = enrolmentBySecret.get(secret, nowMs) as Row | undefined;
      return Promise.resolve(row ? toEnrolment(row) : null);
    },
    listEnrolments: (nowMs) => {
      return Promise.resolve((listEnrolments.all(nowMs) as Row[]).map(toEnrolment));
    },
    endEnrolment: (id) => {
      endEnrolment.run(id);
      return Promise.resolve();
    },
    addAgentEvent: (ref, { atMs, event, address, detail }, keep) => {
      inTransaction(db, () => {
        addEvent.run(ref, atMs, event, address, detail);
        removeOldEvents.run(ref, keep);
      });
      return Promise.resolve();
    },
    agentEvents: (ref) => {
      const rows = events.all(ref) as unknown as AgentEvent[];
      return Promise.resolve(rows.map((row) => ({ ...row })));
    },
    spendEnrolment: (id, nowMs) => Promise.resolve(spend.run(id, nowMs).changes === 1),
  };
}
