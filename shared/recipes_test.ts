import assert from "node:assert/strict";
import { senderRecipes } from "./recipes.ts";

Deno.test("senderRecipes() says where to send in every recipe that sends", () => {
  const logsOnly = new Set(["iptables", "ip6tables", "nftables"]);
  for (const { id, text } of senderRecipes("log.example", 5515)) {
    const says = text.includes("log.example") && text.includes("5515");
    assert.equal(says, !logsOnly.has(id), id);
  }
});

Deno.test("senderRecipes() brackets an IPv6 address where a port follows", () => {
  const { text } = senderRecipes("2001:db8::1", 5514).find(({ id }) => id === "nginx")!;
  assert.match(text, /server=\[2001:db8::1\]:5514,/);
});

Deno.test("docs/senders.md has every recipe as it is", async () => {
  const page = await Deno.readTextFile(new URL("../docs/senders.md", import.meta.url));
  const plain = page.replace(/\s+/g, " ");
  for (const { title, note, text } of senderRecipes("SERVER", 5514)) {
    assert.ok(page.includes(`## ${title}\n`), title);
    assert.ok(plain.includes(note.replace(/\s+/g, " ")), `the note of ${title}`);
    assert.ok(page.includes(text), `the text of ${title}`);
  }
});
