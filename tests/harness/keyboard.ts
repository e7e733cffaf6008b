import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** More stops than any page has: whoever needs more goes round in a circle. */
const MOST_STOPS = 250;

/** Somebody who has a keyboard and nothing else: every stop of Tab has to be seen. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Goes on with Tab, or back, until `what` has the focus. */
  async to(what: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await what.waitFor();
    const seen: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
      seen.push(await this.#stop());
    }
    assert.fail(`Tab never comes to ${what}. Stops: ${[...new Set(seen)].join(" · ")}`);
  }

  /** Goes to `what` and presses Enter there. */
  async enter(what: Locator): Promise<void> {
    await this.to(what);
    await this.page.keyboard.press("Enter");
  }

  /** Presses Enter on what leads to another page, and waits until that is loaded. */
  async leave(what: Locator): Promise<void> {
    await this.to(what);
    const loaded = this.page.waitForEvent("load");
    await this.page.keyboard.press("Enter");
    await loaded;
  }

  /** Goes to a field and types. */
  async type(what: Locator, text: string): Promise<void> {
    await this.to(what);
    await this.page.keyboard.type(text);
  }

  /** Tab comes round the whole page, forwards and backwards: nothing holds it. */
  async around(): Promise<void> {
    const skip = this.page.locator("a.skip");
    for (const key of ["Tab", "Shift+Tab"] as const) {
      await this.to(skip, key);
      await this.page.keyboard.press(key);
      await this.to(skip, key);
    }
  }

  /** What has the focus, in words. */
  async #stop(): Promise<string> {
    const { words, seen } = await this.page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { words: "page", seen: true };
      const style = getComputedStyle(element), box = element.getBoundingClientRect();
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40);
      return {
        words: `${element.localName} "${name}"`,
        seen: outlined && box.width > 0 && box.height > 0 && style.visibility === "visible",
      };
    });
    assert.ok(seen, `${words} has the focus, and nobody sees it`);
    return words;
  }
}
