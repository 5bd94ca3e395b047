import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Texts of a column of the rows on screen, from the top. */
export async function columnOnScreen(grid: Locator, at: number, count: number): Promise<string[]> {
  const found = await grid.locator(`[role="row"]:not([aria-rowindex="1"])`).evaluateAll(
    (elements, index) =>
      elements
        .map((row) => ({
          place: Number(row.getAttribute('aria-rowindex')),
          text: row.querySelector(`[aria-colindex="${index}"]`)?.textContent?.trim() ?? '',
        }))
        .sort((one, other) => one.place - other.place)
        .map(({ text }) => text),
    at,
  );
  return found.slice(0, count);
}

/** Waits until a column begins with these texts. */
export async function waitForColumn(page: Page, grid: Locator, at: number, wanted: readonly string[]): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const now = await columnOnScreen(grid, at, wanted.length);
    if (JSON.stringify(now) === JSON.stringify(wanted)) return;
    if (Date.now() > end) expect(now).toEqual(wanted);
    await page.waitForTimeout(25);
  }
}
