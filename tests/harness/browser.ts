import type { Browser, BrowserContext, Page } from "playwright-core";
import { actWhenReady } from "./act_when_ready.ts";
import { launchChromium } from "./chromium.ts";
import type { ServerProcess } from "./server_process.ts";

export interface View {
  width?: number;
  height?: number;
  dark?: boolean;
  /** What the browser asks for: `ja-JP`. */
  locale?: string;
  /** Where the reader is: `Asia/Kolkata`. */
  zone?: string;
  /** False: a browser without JavaScript. */
  script?: boolean;
}

/** A real Chromium that writes down what should never happen on a page. */
export class TestBrowser implements AsyncDisposable {
  /** Errors of scripts, refusals of the content security policy, requests to other hosts. */
  readonly trouble: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<TestBrowser> {
    return new TestBrowser(await launchChromium());
  }

  /** A page of a fresh browser profile; nobody is logged in. */
  async page(server: ServerProcess, view: View = {}): Promise<Page> {
    const { width = 1440, height = 900, dark = false, locale = "en-US", script = true } = view;
    const context: BrowserContext = await this.browser.newContext({
      baseURL: server.url,
      viewport: { width, height },
      locale,
      timezoneId: view.zone,
      javaScriptEnabled: script,
      colorScheme: dark ? "dark" : "light",
    });
    const page = await context.newPage();
    if (script) actWhenReady(page);
    page.on("pageerror", (error) => this.trouble.push(`script: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.trouble.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const { host, protocol } = new URL(request.url());
      const own = host === new URL(server.url).host || protocol === "data:";
      if (!own) this.trouble.push(`request to ${request.url()}`);
    });
    return page;
  }

  /** An empty page of the administrator, who has a session. */
  async loggedIn(server: ServerProcess, view: View = {}): Promise<Page> {
    const page = await this.page(server, view);
    const [name, value] = (await server.admin()).headers.cookie.split("=");
    await page.context().addCookies([{ name, value, url: server.url }]);
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}

/** Fills in the log-in form, in whatever language it is, as the administrator. */
export async function logIn(page: Page, password: string): Promise<void> {
  await page.locator("form.login input[name=name]").fill("admin");
  await page.locator("form.login input[name=password]").fill(password);
  await page.locator("form.login button[type=submit]").click();
}

/**
 * Resolves when the page has its live data. What is drawn before came with the page itself: keys and
 * clicks would still find nobody who listens.
 */
export async function isLive(page: Page): Promise<void> {
  await page.locator('[data-live="live"]').first().waitFor();
}
