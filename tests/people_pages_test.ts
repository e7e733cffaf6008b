import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import { logIn, TestBrowser } from "./harness/browser.ts";
import { ADMIN_PASSWORD, ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";

const PASSWORD = "zq7xvw2k";
const startQuiet = () => ServerProcess.start({ args: ["--no-local-agent"] });

async function fillIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

Deno.test("an administrator invites somebody, who comes in by the link", async () => {
  await using server = await startQuiet();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/admin/users");
  await page.getByLabel("Name", { exact: true }).fill("ada");
  await page.getByLabel("Role", { exact: true }).selectOption("operator");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const code = page.locator("code").filter({ hasText: "/join#" });
  const link = await soonMatch("the link is there", () => code.innerText(), /\/join#\S+$/);

  const other = await browser.page(server);
  await other.goto(link.slice(server.url.length));
  await other.getByLabel("New password").fill(PASSWORD);
  // The link has it, and it does not stay in the address.
  await other.getByLabel("Key").waitFor({ state: "hidden" });
  await soonEqual("the key leaves the address", () => new URL(other.url()).hash, "");
  await other.getByRole("button", { name: "Set it" }).click();
  await other.getByText("The new password is set").waitFor();
  await fillIn(other, "ada", PASSWORD);
  await other.getByRole("link", { name: "ada · operator" }).click();
  await other.getByRole("heading", { name: "Your account" }).waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a person sets an authenticator up, and logs in with its code", async () => {
  await using server = await startQuiet();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/account");
  const setUp = page.getByRole("region", { name: "Authenticator" });
  await setUp.getByLabel("Your password").fill(ADMIN_PASSWORD);
  await setUp.getByRole("button", { name: "Set it up" }).click();
  await setUp.getByLabel("Code", { exact: true }).waitFor();
  const shown = () => setUp.locator("code").innerText();
  const secret = await soonMatch("the secret is shown", shown, /^[A-Z2-7 ]{16,}$/);
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) });
  await setUp.getByLabel("Code", { exact: true }).fill(totp.generate());
  await setUp.getByRole("button", { name: "Confirm" }).click();
  const codes = setUp.getByRole("listitem");
  await codes.nth(9).waitFor();
  const recovery = await codes.first().innerText();

  const other = await browser.page(server);
  await other.goto("/login?next=/account");
  await logIn(other, ADMIN_PASSWORD);
  await other.getByLabel("Code").fill(recovery);
  await other.getByRole("button", { name: "Log in" }).click();
  await other.getByText("9 recovery codes left").waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the pages about people lack nothing that axe-core asks for", async () => {
  await using server = await startQuiet();
  const admin = await server.logIn();
  await admin.post("/api/v1/users", { name: "bo", role: "viewer", password: PASSWORD }, 201);
  await using browser = await TestBrowser.launch();
  for (const [width, dark, locale] of [[1440, false, "en-US"], [390, true, "ja-JP"]] as const) {
    const anonymous = await browser.page(server, { width, dark, locale });
    for (const path of ["/login", "/join"]) {
      await anonymous.goto(path);
      await isAccessible(anonymous, `${path} at ${width}`);
    }
    await anonymous.goto("/login");
    await logIn(anonymous, ADMIN_PASSWORD);
    await anonymous.locator("nav.nav").waitFor();
    for (const path of ["/account", "/admin/users", "/admin/audit", "/admin/settings"]) {
      await anonymous.goto(path);
      await anonymous.locator("details").evaluateAll((all) =>
        all.forEach((details) => details.setAttribute("open", ""))
      );
      await isAccessible(anonymous, `${path} at ${width}`);
      await keepsWidth(anonymous, width, path);
    }
  }
  assert.deepEqual(browser.trouble, []);
});
