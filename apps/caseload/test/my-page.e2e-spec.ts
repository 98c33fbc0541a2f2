import type { Browser, Page } from 'playwright-core';
import { axeFindings, describeWithBrowser, openBrowser, scrollsSideways } from '#libs/testing';
import type { MyCodeView, MyLinkView } from '../src/my/my.dto';
import { AGREEMENT, PLAN } from './builders/plans';
import { World } from './builders/world';

/** The smallest telephone that is still about. */
const PHONE = { width: 320, height: 640 };

describeWithBrowser("the person's own page on a telephone, without script", () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [world, browser] = [await World.make(), await openBrowser()];
    // Nothing of the page may need script; axe comes in by the debugger's way.
    page = await (await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true })).newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each(['en', 'cy'])('is fit for everybody from the code to the plan and the word that something is wrong, in %s', async (lang) => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/plans`, PLAN);
    await world.linkWorker.post(`cases/${id}/plans/1/agree`, AGREEMENT);
    await world.connect(id);
    const { body } = await world.linkWorker.post<MyLinkView>(`cases/${id}/my-link`, {});
    const { body: code } = await world.linkWorker.post<MyCodeView>(`cases/${id}/my-link/code`, {});
    const path = new URL(body.url).pathname;

    await page.goto(`${world.url}${path}?lang=${lang}`);
    await looksGood(`code-${lang}`);
    await page.fill('#code', '000000');
    await page.click('form[action$="/code"] button');
    await looksGood(`wrong-code-${lang}`);
    await page.fill('#code', code.code);
    await page.click('form[action$="/code"] button');
    await looksGood(`page-${lang}`);
    expect(await page.textContent('main')).toContain('I want to see people again.');
    await page.check('input[value="nobody-came"]');
    await page.fill('#words', 'Nobody rang me.');
    await page.click('form[action$="/wrong"] button');
    await looksGood(`told-${lang}`);
    await page.click('form[action$="/leave"] button');
    await page.goto(`${world.url}${path}x?lang=${lang}`);
    await looksGood(`gone-${lang}`);
  });

  it('breaks none of its own content security policy', () => {
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });

  async function looksGood(name: string): Promise<void> {
    expect([name, await axeFindings(page)]).toEqual([name, []]);
    expect([name, await scrollsSideways(page)]).toEqual([name, false]);
    expect(await page.$$('script')).toEqual([]);
    const folder = process.env.SCREENSHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
});
