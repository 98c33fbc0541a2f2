import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { oncePerRun } from './test-run';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const PROBLEM = 'There is no Chromium or Chrome on this machine: install one, as in "apt-get install chromium".';

/** Starts the machine's own Chromium without a window; Playwright's download does not work everywhere. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(PROBLEM);
  const { chromium } = await import('playwright-core');
  // Root cannot have Chromium's sandbox; the pages are ours.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...args, '--disable-dev-shm-usage'] });
}

/** A `describe` for suites that need a browser: skipped, with one printed line, where none is and none is required (CI, REQUIRE_BROWSER). */
export function describeWithBrowser(title: string, suite: () => void): void {
  const isRequired = Boolean(process.env['CI'] || process.env['REQUIRE_BROWSER']);
  const skips = findBrowser() === undefined && !isRequired;
  if (skips) void oncePerRun('browser-told', async () => process.stderr.write(`Tests in a browser are skipped. ${PROBLEM}\n`));
  (skips ? describe.skip : describe)(title, suite);
}

function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...ELSEWHERE].find((path) => existsSync(path));
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
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
