import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Somebody at a browser window of a given width, who notices what is wrong with a page. */
export async function visitor(browser: Browser, width = 1200) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A request that a service refuses is told there too; a test that provokes one looks at the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return {
    page,
    /** Script errors and breaches of the content security policy so far. */
    complaints,
    close: () => context.close(),
  };
}

/** What axe finds wrong with the page as it stands: rule and place. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Whether something is wider than the window. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
}

/** What has the focus: its tag and text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('`${document.activeElement.tagName} ${document.activeElement.textContent}`');
}
