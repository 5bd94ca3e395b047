import type { Locator, Page } from 'playwright-core';

/** The section of a cell. */
export function cellOf(page: Page, name: string): Locator {
  return page.locator(`section[data-cell="${name}"]`);
}

/** Waits until a cell is in a state; says what it was in, and what it showed, when it never is. */
export async function waitForState(page: Page, name: string, state: string, timeout = 60_000): Promise<void> {
  try {
    await page.locator(`section[data-cell="${name}"][data-state="${state}"]`).waitFor({ state: 'attached', timeout });
  } catch {
    const cell = cellOf(page, name);
    const found =
      (await cell.count()) === 0 ? 'is not on the page' : `is ${await cell.getAttribute('data-state')}: ${await cell.innerText()}`;
    throw new Error(`${name} did not become ${state} in ${timeout / 1000} s; it ${found}`);
  }
}

/** The states of all cells, by name. */
export async function statesOf(page: Page): Promise<Record<string, string>> {
  const pairs = await page
    .locator('section[data-cell]')
    .evaluateAll((sections) =>
      sections.map((section) => [section.getAttribute('data-cell') ?? '', section.getAttribute('data-state') ?? '']),
    );
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** Waits until an expression holds in the page; it is asked from outside, since the page's policy lets no text be run. */
export async function waitUntil(page: Page, expression: string, timeout = 30_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > end) throw new Error(`this did not come true in ${timeout / 1000} s: ${expression}`);
    await page.waitForTimeout(25);
  }
}
