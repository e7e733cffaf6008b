import type { DatabaseSync } from "node:sqlite";
import type { AlertEvent, AlertState, AlertStore, Delivery } from "../domain/alerts.ts";
import { inTransaction } from "./database.ts";

type Row = Record<string, unknown>;

/** Settings that people make, each one text of JSON under its number. */
function shelf<T extends { id: number }>(db: DatabaseSync, table: string) {
  const all = db.prepare(`SELECT id, body FROM ${table} ORDER BY id`);
  const insert = db.prepare(`INSERT INTO ${table} (body) VALUES (?) RETURNING id`);
  const update = db.prepare(`UPDATE ${table} SET body = ? WHERE id = ?`);
  const remove = db.prepare(`DELETE FROM ${table} WHERE id = ?`);
  return {
    list: () =>
      Promise.resolve(
        (all.all() as Row[]).map(({ id, body }) => ({ ...JSON.parse(String(body)), id }) as T),
      ),
    save: ({ id, ...rest }: T): Promise<T | null> => {
      const body = JSON.stringify(rest);
      if (id === 0) {
        return Promise.resolve({ ...rest, id: Number(insert.get(body)!.id) } as T);
      }
      const found = update.run(body, id).changes === 1;
      return Promise.resolve(found ? { ...rest, id } as T : null);
    },
    remove: (id: number) => Promise.resolve(remove.run(id).changes === 1),
  };
}

const toEvent = (row: Row): AlertEvent => ({
  id: Number(row.id),
  atMs: Number(row.at_ms),
  ruleId: Number(row.rule_id),
  rule: String(row.rule),
  subject: String(row.subject),
  name: String(row.name),
  kind: row.kind as AlertEvent["kind"],
  told: row.told === 1,
  detail: String(row.detail),
});

const toDelivery = (row: Row): Delivery => ({
  id: Number(row.id),
  channelId: Number(row.channel_id),
  message: JSON.parse(String(row.message)),
  attempts: Number(row.attempts),
  nextAtMs: Number(row.next_at_ms),
  createdAtMs: Number(row.created_at_ms),
});

export function sqliteAlertStore(db: DatabaseSync): AlertStore {
  const rules = shelf<Awaited<ReturnType<AlertStore["listRules"]>>[0]>(db, "alert_rule");
  const channels = shelf<Awaited<ReturnType<AlertStore["listChannels"]>>[0]>(db, "alert_channel");
  const windows = shelf<Awaited<ReturnType<AlertStore["listWindows"]>>[0]>(db, "alert_window");
  const states = db.prepare("SELECT body FROM alert_state ORDER BY rule_id, subject");
  const putState = db.prepare("INSERT OR REPLACE INTO alert_state VALUES (?, ?, ?)");
  const dropState = db.prepare("DELETE FROM alert_state WHERE rule_id = ? AND subject = ?");
  const addEvent = db.prepare(
    `INSERT INTO alert_event (at_ms, rule_id, rule, subject, name, kind, told, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const trim = db.prepare(
    "DELETE FROM alert_event WHERE id <= (SELECT max(id) FROM alert_event) - ?",
  );
  const events = db.prepare("SELECT * FROM alert_event WHERE id < ? ORDER BY id DESC LIMIT ?");
  const addDelivery = db.prepare(
    `INSERT INTO alert_delivery (channel_id, message, attempts, next_at_ms, created_at_ms)
     VALUES (?, ?, ?, ?, ?) RETURNING id`,
  );
  const deliveries = db.prepare("SELECT * FROM alert_delivery ORDER BY id");
  const putDelivery = db.prepare(
    "UPDATE alert_delivery SET attempts = ?, next_at_ms = ? WHERE id = ?",
  );
  const dropDelivery = db.prepare("DELETE FROM alert_delivery WHERE id = ?");
  return {
    listRules: rules.list,
    saveRule: rules.save,
    removeRule: rules.remove,
    listChannels: channels.list,
    saveChannel: channels.save,
    removeChannel: channels.remove,
    listWindows: windows.list,
    saveWindow: windows.save,
    removeWindow: windows.remove,
    listStates: () =>
      Promise.resolve(
        (states.all() as Row[]).map(({ body }) => JSON.parse(String(body)) as AlertState),
      ),
    commitAlerts: (commit, keep) =>
      Promise.resolve(inTransaction(db, () => {
        for (const state of commit.states) {
          putState.run(state.ruleId, state.subject, JSON.stringify(state));
        }
        for (const { ruleId, subject } of commit.forgotten) dropState.run(ruleId, subject);
        for (const { atMs, ruleId, rule, subject, name, kind, told, detail } of commit.events) {
          addEvent.run(atMs, ruleId, rule, subject, name, kind, told ? 1 : 0, detail);
        }
        if (commit.events.length > 0) trim.run(keep);
        return commit.deliveries.map((delivery): Delivery => {
          const { channelId, message, attempts, nextAtMs, createdAtMs } = delivery;
          const row = addDelivery.get(
            channelId,
            JSON.stringify(message),
            attempts,
            nextAtMs,
            createdAtMs,
          );
          return { id: Number(row!.id), ...delivery };
        });
      })),
    alertEvents: (limit, beforeId) =>
      Promise.resolve(
        (events.all(beforeId ?? Number.MAX_SAFE_INTEGER, limit) as Row[]).map(toEvent),
      ),
    listDeliveries: () => Promise.resolve((deliveries.all() as Row[]).map(toDelivery)),
    saveDelivery: async (id, attempts, nextAtMs) =>
      void await putDelivery.run(attempts, nextAtMs, id),
    removeDelivery: async (id) => void await dropDelivery.run(id),
  };
}
