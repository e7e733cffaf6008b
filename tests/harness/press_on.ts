import type { Locator } from "playwright-core";
import { until } from "./until.ts";

/** Whether an element has the keyboard. */
export const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/**
 * Gives the keyboard to an element, and resolves when it has it. Playwright's own `focus()` and
 * `press()` do not wait until an element can be seen, and one that cannot takes no focus.
 */
export async function focusOn(locator: Locator): Promise<void> {
  await locator.waitFor();
  await until("it has the focus", async () => {
    await locator.focus();
    return await hasFocus(locator);
  });
}

/** Presses keys, one after the other, on an element that has the keyboard by then. */
export async function pressOn(locator: Locator, ...keys: string[]): Promise<void> {
  await focusOn(locator);
  for (const key of keys) await locator.page().keyboard.press(key);
}
