import { checkRule } from "./rule_table.ts";
import { sqlInStore } from "./sql_in_store.ts";

Deno.test("sqlInStore() finds the database when it is used outside server/store/", () => {
  checkRule("sql-in-store", sqlInStore, [
    ["server/store/db.ts", `import { DatabaseSync } from "node:sqlite";`, 0],
    ["server/results/a.ts", `import { DatabaseSync } from "node:sqlite";`, 1],
    ["server/results/a.ts", `import type { DatabaseSync } from "node:sqlite";`, 1],
    ["server/store/db.ts", `db.prepare("SELECT 1 FROM agent WHERE id = ?");`, 0],
    ["server/auth/a.ts", `db.prepare("SELECT 1 FROM agent WHERE id = ?");`, 1],
    ["server/auth/a.ts", "db.exec(`\n  select id,\n  name\n  from agent\n`);", 1],
    ["server/auth/a.ts", "db.exec(`SELECT ${columns} FROM agent`);", 1],
    ["server/auth/a.ts", `db.exec("insert or ignore into agent values (1)");`, 1],
    ["server/auth/a.ts", `db.exec("UPDATE agent SET name = 1");`, 1],
    ["server/auth/a.ts", "db.exec(`update ${table} set name = 1`);", 1],
    ["server/auth/a.ts", `db.exec("delete from agent");`, 1],
    ["server/auth/a.ts", `db.exec("CREATE TABLE agent (id)");`, 1],
    ["server/auth/a.ts", `db.exec("CREATE UNIQUE INDEX a ON b (c)");`, 1],
    ["server/auth/a.ts", `db.exec("alter table agent add a");`, 1],
    ["server/auth/a.ts", `db.exec("PRAGMA journal_mode = WAL");`, 1],
    ["server/auth/a.ts", `db.exec("WITH a AS (SELECT 1) SELECT * FROM a");`, 1],
    ["server/auth/a_test.ts", `db.exec("delete from agent");`, 0],
  ]);
});

Deno.test("sqlInStore() is silent when plain English begins like SQL", () => {
  checkRule("sql-in-store", sqlInStore, [
    ["routes/a.tsx", `const label = "Delete this agent";`, 0],
    ["routes/a.tsx", `const label = "Select an agent";`, 0],
    ["routes/a.tsx", `const label = "Create a token";`, 0],
    ["routes/a.tsx", `const label = "Update every 5 seconds";`, 0],
    ["routes/a.tsx", `const label = "Insert coin";`, 0],
    ["routes/a.tsx", `const label = "With one token as (many)";`, 0],
    ["shared/a.ts", `const re = /select a from b /; const n = 1;`, 0],
  ]);
});
