import type { Locator, Page } from "playwright-core";
import { PROPS_BLOCK_ID } from "@/server/fresh/island_props.ts";

/** A page without islands is ready when it is loaded; one with islands says so itself. */
const READY = `html:not(:has(#${PROPS_BLOCK_ID})), html[data-islands="ready"]`;

/** Everything that a person does to an element or with the keyboard and the mouse. */
const ELEMENT_ACTIONS = [
  "blur",
  "check",
  "clear",
  "click",
  "dblclick",
  "dispatchEvent",
  "dragTo",
  "fill",
  "focus",
  "hover",
  "press",
  "pressSequentially",
  "selectOption",
  "setChecked",
  "uncheck",
] as const satisfies (keyof Locator)[];
const KEYBOARD_ACTIONS = ["down", "insertText", "press", "type"] as const;
const MOUSE_ACTIONS = ["click", "dblclick", "down", "move", "wheel"] as const;
const NAVIGATIONS = ["goto", "reload", "goBack", "goForward"] as const;

type Action = (...given: unknown[]) => Promise<unknown>;

const careful = new WeakSet<Page>();
let locatorsWait = false;

/**
 * Makes every action on this page, and what follows a navigation, wait until the page's islands
 * listen. A browser draws a page
 * before its scripts have run; a test is fast enough to click in between, a person is not.
 */
export function actWhenReady(page: Page): void {
  careful.add(page);
  const ready = () => isReady(page);
  before(page.keyboard, KEYBOARD_ACTIONS, ready);
  before(page.mouse, MOUSE_ACTIONS, ready);
  after(page, NAVIGATIONS, ready);
  if (!locatorsWait) {
    locatorsWait = true;
    before(Object.getPrototypeOf(page.locator("html")), ELEMENT_ACTIONS, async function () {
      if (careful.has(this.page())) await isReady(this.page());
    });
  }
}

async function isReady(page: Page): Promise<void> {
  await page.waitForLoadState();
  await page.locator(READY).waitFor({ state: "attached" });
}

/** Has `wait` done before each of these methods of `target`. */
function before<Target extends object, Name extends keyof Target>(
  target: Target,
  names: readonly Name[],
  wait: (this: Target) => Promise<void>,
): void {
  for (const name of names) {
    const action = target[name] as Action;
    const waiting: Action = async function (this: Target, ...given) {
      await wait.call(this);
      return await action.apply(this, given);
    };
    target[name] = waiting as Target[Name];
  }
}

/** Has `wait` done after each of these methods of `page`. */
function after(page: Page, names: readonly (keyof Page)[], wait: () => Promise<void>): void {
  for (const name of names) {
    const action = (page[name] as Action).bind(page);
    const waiting: Action = async (...given) => {
      const result = await action(...given);
      await wait();
      return result;
    };
    Object.assign(page, { [name]: waiting });
  }
}
