import type { Browser, Page } from 'playwright-core';
import { axeFindings, describeWithBrowser, openBrowser, scrollsSideways } from '#libs/testing';
import { emptyHub, type Hub } from './builders/hub.builder';
import { staffOf, type Colleague, type Staff } from './builders/staff.builder';
import { signIn, visitor } from './builders/visitor.builder';

const CRISIS = { reason: 'risk-to-self', note: 'Said on the phone that she cannot go on.' };

describeWithBrowser('What people are warned of, in a browser', () => {
  let hub: Hub;
  let browser: Browser;
  let staff: Staff;
  const complaints: (readonly string[])[] = [];
  const pages = new Map<Colleague, Page>();

  beforeAll(async () => {
    hub = await emptyHub();
    browser = await openBrowser();
    staff = await staffOf(hub);
  });
  afterAll(async () => {
    await browser.close();
    await hub.close();
  });
  afterEach(() => {
    expect(complaints.flat()).toEqual([]);
  });

  /** Their window, signed in. */
  const windowOf = async (who: Colleague): Promise<Page> => {
    const known = pages.get(who);
    if (known) return known;
    const opened = await visitor(browser, 1280);
    opened.page.setDefaultTimeout(60_000);
    complaints.push(opened.complaints);
    pages.set(who, opened.page);
    await signIn(opened.page, hub.url, who);
    return opened.page;
  };
  const open = async (who: Colleague, path: string): Promise<Page> => {
    const page = await windowOf(who);
    await page.goto(`${hub.url}${path}`);
    await page.getByRole('main').getByText('Loading …').first().waitFor({ state: 'detached' });
    return page;
  };
  const warnings = (page: Page) =>
    page
      .getByRole('main')
      .getByRole('heading', { name: /^Warning: / })
      .allTextContents();
  const isAbove = async (page: Page, upper: string, lower: string): Promise<boolean> => {
    const [a, b] = await Promise.all([upper, lower].map((text) => page.getByRole('main').getByText(text).first().boundingBox()));
    return a !== null && b !== null && a !== undefined && b !== undefined && a.y + a.height <= b.y;
  };
  /** Nothing for axe to find and nothing that scrolls sideways, at a desk and on a small phone. */
  const looksRight = async (page: Page, name: string) => {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${String(width)}.png`, fullPage: true });
      expect(await scrollsSideways(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  it('"do not contact" stands above the phone number on the case, and in the list', async () => {
    const id = await staff.supported({ name: 'Ruth Abara', reference: 'SP-1111-AAAA', contactProhibited: true });
    for (const [name, who] of Object.entries({ 'link-worker': staff.linkWorker, supervisor: staff.supervisor })) {
      const page = await open(who, `/cases/${id}`);
      expect(await warnings(page)).toEqual(['Warning: Do not contact this person']);
      expect(await isAbove(page, 'Do not contact this person', '07700 900123')).toBe(true);
      await looksRight(page, `do-not-contact-${name}`);
      await open(who, '/cases');
      await page.getByRole('row', { name: 'Ruth Abara' }).getByText('Do not contact').waitFor();
      await looksRight(page, `list-do-not-contact-${name}`);
    }
  });

  it('a contact with somebody whom nobody may contact asks first, and records why', async () => {
    const id = await staff.supported({ name: 'Rose Tully', reference: 'SP-5555-EEEE', contactProhibited: true });
    const page = await open(staff.linkWorker, `/cases/${id}`);
    const reason = 'The surgery said on the phone that I may ring.';
    for (const [act, heading] of [
      ['Make a connection', 'Make a connection'],
      ['Record a contact', 'Record a contact'],
    ] as const) {
      await open(staff.linkWorker, `/cases/${id}`);
      await page.getByRole('link', { name: act }).click();
      await page.getByRole('heading', { level: 1, name: 'Stop: may you contact this person?' }).waitFor();
      await looksRight(page, 'contact-rule-question-link-worker');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('alert').getByText('Say why you may').waitFor();
      await page.getByLabel('Why may you do this all the same?').fill(reason);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    }
    await page.getByLabel('How').selectOption('Phone');
    await page.getByLabel('Kept').check();
    await page.getByRole('button', { name: 'Record the contact' }).click();
    await page.getByText('The contact has been recorded').waitFor();
    const { contactRuleExceptions } = await staff.linkWorker.call<{ contactRuleExceptions: { reason: string }[] }>(
      'GET',
      `/api/caseload/cases/${id}`,
    );
    expect(contactRuleExceptions).toMatchObject([{ reason }]);
  });

  it('active risks, safeguarding concerns and restricted needs stand on the case of those who may see them', async () => {
    const id = await staff.supported({ name: 'Omar Quill', reference: 'SP-2222-BBBB' });
    const add = (part: string, body: object) => staff.linkWorker.call('POST', `/api/caseload/cases/${id}/${part}`, body);
    await add('risks', { code: 'risk-from-others', active: true, note: 'His son shouts at him.' });
    await add('safeguarding-concerns', { category: 'financial', detail: 'A neighbour has his bank card.' });
    await add('needs', { code: 'domestic-abuse', sensitive: true });
    await add('avoid-settings', { setting: 'group', note: 'After one incident.' });
    for (const [name, who] of Object.entries({ 'link-worker': staff.linkWorker, supervisor: staff.supervisor })) {
      const page = await open(who, `/cases/${id}`);
      await page.getByText('After one incident.').waitFor();
      expect(await warnings(page)).toEqual([
        'Warning: Active risk',
        'Warning: Safeguarding concern',
        'Warning: Restricted: only you and those who are named may know',
      ]);
      for (const text of ['His son shouts at him.', 'A neighbour has his bank card.', 'Sensitive need: Domestic abuse', 'To avoid: Groups'])
        expect(await isAbove(page, text, '07700 900123')).toBe(true);
      await looksRight(page, `risks-${name}`);
    }
    // A colleague of the scheme who has no part in the case knows of the risk, and of nothing that is restricted.
    const page = await open(await staff.anotherLinkWorker('Ben Cole', 'ben'), `/cases/${id}`);
    await page.getByText('His son shouts at him.').waitFor();
    await page.getByText('07700 900123').waitFor();
    expect(await warnings(page)).toEqual(['Warning: Active risk']);
    await open(staff.linkWorker, '/cases');
    await (await windowOf(staff.linkWorker)).getByRole('row', { name: 'Omar Quill' }).getByText('Risk from others').waitFor();
  });

  it('a risk is lifted by a supervisor who says why, and signed off by a clinician, never by the worker of the case (part of CL-23)', async () => {
    const id = await staff.supported({ name: 'Petra Voss', reference: 'SP-6666-FFFF' });
    const risks = `/api/caseload/cases/${id}/risks`;
    for (const code of ['risk-from-others', 'medication']) await staff.linkWorker.call('POST', risks, { code, active: true });
    let page = await open(staff.linkWorker, `/cases/${id}`);
    await page.getByRole('heading', { name: 'Active risks' }).waitFor();
    expect(await page.getByRole('link', { name: /this risk/ }).count()).toBe(0);
    const medication = page.getByRole('listitem').filter({ hasText: 'Medication' });
    const address = /A clinician can sign it off at (\S+)/.exec(await medication.innerText())?.[1] ?? '';

    page = await open(staff.supervisor, `/cases/${id}`);
    await page.getByRole('link', { name: /^Lift this risk.*Risk from others$/ }).click();
    await page.getByRole('heading', { level: 1, name: /Petra Voss, SP-6666-FFFF\s*Lift a risk: risk from others/ }).waitFor();
    await page.getByRole('button', { name: 'Lift the risk' }).click();
    await page.getByRole('alert').getByText('Say why the risk is over').waitFor();
    await looksRight(page, 'lift-risk-supervisor');
    await page.getByLabel('Why is the risk over?').fill('His son has moved out.');
    await page.getByRole('button', { name: 'Lift the risk' }).click();
    await page.getByText('The risk has been lifted').waitFor();
    await page.getByText('Medication').first().waitFor();
    expect(await warnings(page)).toEqual(['Warning: Active risk']);

    const { items } = await staff.linkWorker.call<{ items: { code: string; liftedReason: string | null }[] }>('GET', risks);
    expect(items.map(({ code, liftedReason }) => [code, liftedReason]).sort()).toEqual([
      ['medication', null],
      ['risk-from-others', 'His son has moved out.'],
    ]);
    // The worker has sent a clinician the address.
    page = await open(staff.clinician, new URL(address).pathname);
    await page.getByRole('heading', { level: 1, name: /Petra Voss, SP-6666-FFFF\s*Sign off a risk: medication/ }).waitFor();
    await looksRight(page, 'sign-off-risk-clinician');
    await page.getByRole('button', { name: 'Sign off' }).click();
    await page.getByText('You have signed off the risk').waitFor();
    page = await open(staff.supervisor, `/cases/${id}`);
    await page.getByText('Signed off by Dr Tom Reid').waitFor();
    expect(await page.getByRole('link', { name: /this risk/ }).count()).toBe(0);
  });

  describe('a crisis', () => {
    let id: string;
    let acknowledgeBy: string;
    /** As pages write it: with its day where that is not today's, as shortly before midnight. */
    const due = (): string => {
      const at = new Date(acknowledgeBy);
      const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
      const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
      return at.toDateString() === new Date().toDateString() ? time : `${day} at ${time}`;
    };

    beforeAll(async () => {
      await staff.supported({ name: 'Older Case', reference: 'SP-3333-CCCC' });
      id = await staff.supported({ name: 'Adaeze Okafor', reference: 'SP-4444-DDDD', receivedAt: new Date().toISOString() });
      ({ acknowledgeBy } = await staff.linkWorker.call<{ acknowledgeBy: string }>('POST', `/api/caseload/cases/${id}/refer-backs`, CRISIS));
    });

    it('stands on the case to the minute with its reason and who must acknowledge it, and first in the list', async () => {
      for (const [name, who] of Object.entries({ 'link-worker': staff.linkWorker, supervisor: staff.supervisor })) {
        const page = await open(who, `/cases/${id}`);
        await page.getByRole('heading', { name: 'Crisis: risk to themselves' }).waitFor();
        const text = await page.getByRole('main').innerText();
        expect(text).toMatch(new RegExp(`A clinician of Riverside Surgery must acknowledge it by ${due()}, in \\d+ minutes`));
        expect(text).toContain('No clinician of Riverside Surgery is named to be written to. Ring Riverside Surgery now.');
        expect(text).toContain('Owner: Clinician of Riverside Surgery');
        expect(text).toMatch(new RegExp(`A clinician acknowledges the crisis refer-back\\s+due ${due()}`));
        await looksRight(page, `crisis-${name}`);
        await open(who, '/cases');
        expect(await page.getByRole('row').nth(1).innerText()).toContain(`Crisis: acknowledge by ${due()}`);
        await looksRight(page, `list-crisis-${name}`);
      }
    });

    it('is told to supervisor and clinician on every page of theirs, and to nobody else', async () => {
      for (const [who, path] of [
        [staff.supervisor, '/cases'],
        [staff.supervisor, '/journeys'],
        [staff.clinician, '/journeys'],
      ] as const) {
        const page = await open(who, path);
        await page
          .getByRole('alert')
          .filter({ hasText: `Acknowledge it by ${due()}` })
          .waitFor();
      }
      const page = await open(staff.linkWorker, '/cases');
      await page.getByText('Adaeze Okafor').waitFor();
      expect(await page.getByText('waits for a clinician').count()).toBe(0);
    });

    it('is acknowledged by a clinician with two clicks after signing in, on a phone', async () => {
      const phone = await visitor(browser, 320);
      complaints.push(phone.complaints);
      await signIn(phone.page, hub.url, staff.clinician);
      await phone.page.getByRole('heading', { level: 1, name: 'Crises that wait for a clinician' }).waitFor();
      await phone.page.getByText(`must acknowledge it by ${due()}`).waitFor();
      await looksRight(phone.page, 'crises-clinician');
      await phone.page.setViewportSize({ width: 320, height: 900 });

      await phone.page.getByRole('link', { name: 'Read and acknowledge' }).click();
      await phone.page.getByText(CRISIS.note).waitFor();
      await looksRight(phone.page, 'crisis-clinician');
      await phone.page.setViewportSize({ width: 320, height: 900 });
      await phone.page.getByRole('button', { name: 'Acknowledge: I will act on it' }).click();

      await phone.page.getByText('You have acknowledged the crisis').waitFor();
      await phone.page.getByText('Acknowledged by Dr Tom Reid').waitFor();
      await phone.page.getByText('07700 900123').waitFor();
      await looksRight(phone.page, 'crisis-acknowledged-clinician');
      await phone.page.getByRole('link', { name: 'Crises', exact: true }).first().click();
      await phone.page.getByText('No crisis waits for a clinician').waitFor();
      await phone.close();
    });

    it('stays on the case after it was closed', async () => {
      await staff.linkWorker.call('POST', `/api/caseload/cases/${id}/close`, {
        reason: 'ended',
        ending: 'moved',
        openNeeds: 'ongoing-elsewhere',
      });
      const page = await open(staff.linkWorker, `/cases/${id}`);
      await page.getByRole('heading', { name: 'Crises' }).waitFor();
      const text = await page.getByRole('main').innerText();
      expect(text).toMatch(/Risk to themselves, referred back to Riverside Surgery on .+\s+Acknowledged by Dr Tom Reid on /);
      expect(await warnings(page)).toEqual([]);
      await looksRight(page, 'crisis-history-link-worker');
    });

    it('leaves no trace on the pages of those for whom it does not wait', async () => {
      const page = await open(staff.supervisor, '/cases');
      await page.getByText('Older Case').waitFor();
      expect(await page.getByText('waits for a clinician').count()).toBe(0);
    });
  });
});
