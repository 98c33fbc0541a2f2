import type { Browser, Page } from 'playwright-core';
import { axeFindings, describeWithBrowser, eventually, openBrowser, scrollsSideways } from '#libs/testing';
import { emptyHub, type Hub } from './builders/hub.builder';
import { focused, visitor } from './builders/visitor.builder';

interface CaseNow {
  readonly id: string;
  readonly connections: readonly {
    readonly id: string;
    readonly serviceId: string;
    readonly providerId: string;
    readonly state: string;
    readonly taskId: string | null;
  }[];
}

const GRACE = { email: 'grace@hub.example', password: 'correct horse battery' };

// One story: each test goes on where the one before it stopped.
describeWithBrowser('The console in a browser', () => {
  let hub: Hub;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];
  let referralId: string;

  beforeAll(async () => {
    hub = await emptyHub();
    browser = await openBrowser();
    ({ page, complaints } = await visitor(browser));
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser.close();
    await hub.close();
  });
  afterEach(() => {
    expect(complaints).toEqual([]);
  });

  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const press = (name: string) => page.getByRole('main').getByRole('button', { name }).click();
  const follow = (name: string) => page.getByRole('main').getByRole('link', { name }).click();
  const shown = (text: string) => page.getByRole('main').getByText(text).first().waitFor();
  const looksRight = async () => {
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  };

  /** Calls a service as the person who is signed in. */
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const stored = await page.evaluate('JSON.stringify(sessionStorage)');
    const [user] = Object.entries(JSON.parse(stored as string) as Record<string, string>).filter(([key]) => key.startsWith('oidc.user:'));
    const { access_token: token } = JSON.parse(user?.[1] ?? '{}') as { access_token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${hub.url}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as T;
  };

  /** The one case of the story, as caseload has it now. */
  const theCase = async () => {
    const { items } = await call<{ items: { id: string }[] }>('/api/caseload/cases');
    return call<CaseNow>(`/api/caseload/cases/${items[0]?.id ?? ''}`);
  };

  /** Records on the page of a case what the person says of a purpose. */
  const say = async (purpose: string, decision: string) => {
    await follow('Record what the person agrees to');
    await heading('Record what the person agrees to');
    await looksRight();
    for (const choice of [purpose, decision, 'Spoken', 'The person']) await page.getByLabel(choice, { exact: true }).check();
    await press('Record it');
    await shown('It has been recorded, and counts at once');
  };

  it('leads from the one-time link to a scheme and its first link worker', async () => {
    await page.goto(hub.setUpLink());
    await page.getByLabel('Name of your organisation').fill('North Quay PCN');
    await page.getByLabel('Name of your social prescribing scheme').fill('North Quay');
    await page.getByLabel('Your name').fill('Grace Hall');
    await page.getByLabel('Your email address').fill(GRACE.email);
    await page.getByLabel('Choose a password').fill(GRACE.password);
    await page.getByRole('button').click();

    await heading('Sign in');
    await press('Sign in');
    await heading('Set up your scheme');
    await looksRight();
    expect(await page.getByLabel('Name of the scheme').inputValue()).toBe('North Quay');
    expect(await page.getByLabel('Your name, as the first link worker').inputValue()).toBe('Grace Hall');
    await page.getByLabel('Your email address for urgent news').fill('grace');
    await press('Set up');
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Your email address for urgent news').fill(GRACE.email);
    await press('Set up');
    await heading('Cases');
    await shown('No cases here.');
    const { items } = await call<{ items: { id: string }[] }>('/api/referral-intake/schemes');
    const settings = await call<{ safeguardingLeadWorkerId: string | null; urgentContacts: object[] }>(
      `/api/caseload/schemes/${items[0]?.id ?? ''}/settings`,
    );
    expect(settings.safeguardingLeadWorkerId).toEqual(expect.any(String));
    expect(settings.urgentContacts).toMatchObject([
      { part: 'supervisor', name: 'Grace Hall', email: GRACE.email },
      { part: 'lead', name: 'Grace Hall', email: GRACE.email },
    ]);
  });

  it('shows a referral in the queue, with what happens next, and in words that it is late (CL-02)', async () => {
    const { items } = await call<{ items: { id: string; organisationId: string }[] }>('/api/referral-intake/schemes');
    const [scheme] = items;
    if (!scheme) throw new Error('there is no scheme');
    const { id: providerId } = await call<{ id: string }>('/api/identity/organisations', { name: 'Allotment Trust', kind: 'charity' });
    await call('/api/provider-gateway/providers', { id: providerId, name: 'Allotment Trust' });
    const from = '2026-01-01T00:00:00Z';
    await call('/api/referral-intake/agreements', { organisationId: providerId, schemeId: scheme.id, purposes: ['receive-people'], from });
    await call('/api/provider-gateway/services', { providerId, name: 'Gardening together', needs: ['loneliness'] });
    referralId = await hub.refer({
      schemeId: scheme.id,
      organisationId: scheme.organisationId,
      reference: 'SP-4K7Q-9M2X',
      name: 'Adaeze Okafor',
    });
    await eventually(async () => expect((await call<{ items: object[] }>('/api/caseload/cases')).items).toHaveLength(1));

    await page.reload();
    const row = page.getByRole('row').nth(1);
    await row.waitFor();
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.slice(0, 5).map((cell) => cell.trim())).toEqual([
      'SP-4K7Q-9M2X',
      'Adaeze Okafor',
      'Loneliness or social isolation, Physical activity',
      'Unallocated',
      'Nobody yet',
    ]);
    expect(cells[5]).toMatch(/Overdue was due \d+ January 2026/);
    await looksRight();
  });

  it('filters by status', async () => {
    await page.getByLabel('Status').selectOption('Supporting');
    await press('Show');
    await shown('No cases here.');
    await page.getByLabel('Status').selectOption('Unallocated');
    await press('Show');
    await shown('Adaeze Okafor');
  });

  it('opens the case and puts the focus on its heading', async () => {
    await follow('SP-4K7Q-9M2X');
    await heading('Adaeze Okafor');
    expect(await focused(page)).toContain('H1');
    expect(await page.title()).toBe('Adaeze Okafor – Social prescribing hub');
    await shown('943 476 5919');
    await shown('Widowed in spring');
    await looksRight();
  });

  it('says what is missing in a form, and leads to the field', async () => {
    await follow('Allocate to a worker');
    await heading('Allocate to a worker');
    await looksRight();
    await press('Allocate');
    await page.getByRole('alert').waitFor();
    expect(await focused(page)).toContain('There is a problem');
    expect(await page.title()).toMatch(/^Error: /);
    await looksRight();
    await page.getByRole('link', { name: 'Choose a worker' }).click();
    expect(await focused(page)).toMatch(/^SELECT/);
  });

  it('allocates the case, and says so', async () => {
    await page.getByLabel('Worker').selectOption('Grace Hall');
    await press('Allocate');
    await heading('Adaeze Okafor');
    await shown('The case has been allocated');
    await shown('Owner: Grace Hall');
    await looksRight();
  });

  it('shows the problems a service finds at their fields', async () => {
    await follow('Record a contact');
    await heading('Record a contact');
    await looksRight();
    await page.getByLabel('How').selectOption('Phone');
    await page.getByLabel('Kept').check();
    await page.getByLabel('When').fill('2099-01-01T10:00');
    await press('Record the contact');
    await page.getByRole('alert').getByRole('link').waitFor();
    expect(await page.getByLabel('When').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Kept').isChecked()).toBe(true);
  });

  it('records a contact', async () => {
    await page.getByLabel('When').fill('2026-11-01T10:00');
    await page.getByLabel('Note').fill('Would like to be outdoors again');
    await press('Record the contact');
    await shown('The contact has been recorded');
    await shown('Would like to be outdoors again');
  });

  it('asks why a contact before the referral belongs on the case, and shows the reason (part of CL-12)', async () => {
    await follow('Record a contact');
    await page.getByLabel('How').selectOption('Phone');
    await page.getByLabel('Missed').check();
    await page.getByLabel('When').fill('2025-12-01T10:00');
    await press('Record the contact');
    await page.getByRole('alert').getByText('This lies before the referral').waitFor();
    expect(await page.getByLabel('When').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('If it was before the referral').fill('She had rung us herself.');
    await press('Record the contact');
    await shown('The contact has been recorded');
    await shown('Before the referral: She had rung us herself.');
  });

  it('asks a service of the directory, and shows how far the connection is', async () => {
    await follow('Make a connection');
    await heading('Make a connection');
    await looksRight();
    await page.getByLabel('Service', { exact: true }).selectOption('Gardening together (Allotment Trust)');
    await page.getByLabel('Introduced to the service').check();
    await page.getByLabel('Yes, they agree').check();
    await press('Ask the service');
    await shown('The service has been asked');
    await shown('Gardening together');
    await shown('Asked, waiting for an answer');
  });

  it('shows what the person agrees to, never more than they said, and that they are still to be asked (GV-01)', async () => {
    await shown('What the person agrees to');
    const said = async (purpose: string) => page.locator('.nhsuk-summary-list__row', { hasText: purpose }).innerText();
    await eventually(async () => expect(await said('Being supported, and a record of it')).toContain('Not yet asked'));
    await shown('it is not on record whether they agree to be supported');
    expect(
      await page
        .getByRole('main')
        .getByText(/^Agreed/)
        .count(),
    ).toBe(0);
    await say('The referrer hears how it goes', 'Yes');
    await eventually(async () => expect(await said('The referrer hears how it goes')).toMatch(/Agreed, \d+ \w+ \d{4}/));
  });

  it('says above everything else what was stopped when the person no longer wants to be supported, and refuses more with the reason (GV-01)', async () => {
    // One that was only mentioned to the person, and of which no service knows.
    const { id, connections } = await theCase();
    const providerId = connections[0]?.providerId;
    const choir = { providerId, name: 'Singing for all', needs: ['loneliness'] };
    const { id: serviceId } = await call<{ id: string }>('/api/provider-gateway/services', choir);
    const suggested = { serviceId, levelOfSupport: 'introduced', needs: ['loneliness'], consentToShare: false, state: 'suggested' };
    const mentioned = await eventually(() => call<{ id: string }>(`/api/caseload/cases/${id}/connections`, suggested));
    await page.reload();
    await say('Being supported, and a record of it', 'No longer');
    const banner = page.locator('.nhsuk-card', { hasText: 'The person does not want to be supported' });
    await banner.waitFor();
    expect(await banner.innerText()).toMatch(
      /Stopped: new contacts and appointments, call-backs, new connections, and messages to the person\./,
    );
    expect(await banner.innerText()).toContain('Gardening together: the service has been told and sees a first name only.');
    expect(await banner.innerText()).not.toContain('Singing for all');
    await shown('Agree with the person how to end');
    expect(await page.getByRole('link', { name: 'Make a connection' }).count()).toBe(0);
    await looksRight();
    await follow('Record a contact');
    await page.getByLabel('How').selectOption('Phone');
    await page.getByLabel('Kept').check();
    await press('Record the contact');
    await shown('The person does not consent to support');
    await page.getByRole('link', { name: 'Back to the case' }).click();
    await call(`/api/caseload/cases/${id}/connections/${mentioned.id}/withdraw`, {});
    await say('Being supported, and a record of it', 'Yes');
    await banner.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Make a connection' }).waitFor();
  });

  it('says why a case cannot be closed yet', async () => {
    // The provider's Task becoming known is a change of the case too: a page read before it would be told that it is stale.
    await eventually(async () => expect((await theCase()).connections[0]?.taskId).toEqual(expect.any(String)));
    await page.reload();
    await follow('Close the case');
    await heading('Close the case');
    await looksRight();
    await page.getByLabel('Something else ended the support').check();
    await press('Close the case');
    await shown('Say what happened: the person moved, died or has other care.');
    await page.getByLabel('Support is completed').check();
    await press('Close the case');
    await shown('A case cannot be closed while a connection is live');
    await shown('The connection to Gardening together is referred.');
    await page.getByRole('link', { name: 'Back to the case' }).click();
    await heading('Adaeze Okafor');
  });

  it("shows the provider's answer with its reason", async () => {
    const { id, connections } = await theCase();
    const [connection] = connections;
    if (!connection) throw new Error('there is no connection');
    const { id: connectionId, serviceId, providerId } = connection;
    await hub.decline({ referralId, connectionId, serviceId, providerId });
    await eventually(async () => expect((await theCase()).connections[0]?.state).toBe('not-available'));
    await page.goto(`${hub.url}/cases/${id}`);
    await shown('No place available, reason: no capacity');
  });

  it('says that somebody else was quicker, then does as it is told', async () => {
    await follow('Close the case');
    await heading('Close the case');
    const { id } = await theCase();
    await call(`/api/caseload/cases/${id}/contacts`, { mode: 'phone', outcome: 'missed', at: new Date().toISOString() });
    await page.getByLabel('Support is completed').check();
    await page.getByLabel('They are met').check();
    await press('Close the case');
    await shown('Somebody else has changed this case meanwhile');
    await press('Close the case');
    await shown('The case has been closed');
    expect(await page.getByRole('main').getByRole('link', { name: 'Record a contact' }).count()).toBe(0);
  });

  it('follows the journey of the referral, without a name', async () => {
    await eventually(async () => {
      const { steps } = await call<{ steps: { type: string }[] }>(`/api/pipeline-monitor/journeys/${referralId}`);
      expect(steps.at(-1)?.type).toContain('case.closed.v1');
    });
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Journeys' }).click();
    await heading('Follow a referral');
    await looksRight();
    for (const id of [referralId, 'from-the-practice']) {
      await page.getByLabel('Referral id or correlation id').fill(id);
      await press('Show its journey');
      await shown('case.closed.v1');
      await shown('referral.accepted.v1');
      expect(await page.getByRole('main').innerText()).not.toContain('Okafor');
      await looksRight();
      await page.getByRole('link', { name: 'Follow another referral' }).click();
      await heading('Follow a referral');
    }
  });

  it.each(['/cases', '/journeys', 'the case', 'a form'])('fits 320 px at %s', async (where) => {
    const { id } = await theCase();
    const path = { 'the case': `/cases/${id}`, 'a form': `/cases/${id}/connect` }[where] ?? where;
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(`${hub.url}${path}`);
    await eventually(async () => expect(await page.getByRole('main').getByText('Loading …').count()).toBe(0));
    expect(await scrollsSideways(page)).toBe(false);
    await looksRight();
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  it('lets a keyboard skip to the content', async () => {
    await page.goto(`${hub.url}/cases`);
    await shown('Adaeze Okafor');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('Skip to main content');
  });

  it('asks to sign in again when the token is no longer good, and comes back to the same page', async () => {
    await page.evaluate(`
      for (const [key, value] of Object.entries(sessionStorage))
        if (key.startsWith('oidc.user:')) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), access_token: 'gone' }))`);
    await page.goto(`${hub.url}/cases?status=closed`);
    await heading('Sign in');
    await shown('Your session has ended');
    await press('Sign in');
    await heading('Cases');
    expect(page.url()).toBe(`${hub.url}/cases?status=closed`);
    await shown('Adaeze Okafor');
  });

  it('signs out for good: the next person at this computer needs a password', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading('Do you want to sign out?');
    expect(page.url()).not.toContain('id_token');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading('Sign in');
    await press('Sign in');
    await page.getByLabel('Password').waitFor();
    await page.goto(`${hub.url}/cases`);
    await heading('Sign in');
  });
});
