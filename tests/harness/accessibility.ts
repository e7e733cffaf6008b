import axe from "axe-core";
import type { Page } from "playwright-core";
import { soonEqual } from "./soon.ts";

/** Rules of axe-core that a page breaks, with the elements. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = (await axe.run()).violations;
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** Asserts that axe-core finds nothing on a page, once it can be seen: what is hidden it skips. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  await page.locator("body").waitFor();
  await soonEqual(`axe-core finds nothing: ${where}`, () => violations(page), []);
}

/** Asserts that the page that is seen is `width` CSS pixels wide: it does not scroll sideways. */
export async function keepsWidth(page: Page, width: number, where: string): Promise<void> {
  await page.locator("body").waitFor();
  await soonEqual(
    `${where} is as wide as the window`,
    () => page.evaluate(() => document.documentElement.scrollWidth),
    width,
  );
}
