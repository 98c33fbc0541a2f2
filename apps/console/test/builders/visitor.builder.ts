import type { Browser, Page } from 'playwright-core';

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

/** Signs in by the pages and waits for the page on which this person begins. */
export async function signIn(page: Page, url: string, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(url);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** What has the focus: its tag and text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('`${document.activeElement.tagName} ${document.activeElement.textContent}`');
}
