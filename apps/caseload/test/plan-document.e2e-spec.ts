import { describeWithBrowser, openBrowser } from '#libs/testing';
import type { PlanView } from '../src/plans/plan.dto';
import { textsOf } from './builders/pdf-text';
import { AGREEMENT, PLAN } from './builders/plans';
import { World } from './builders/world';

describe('the plan as one document', () => {
  let world: World;
  let caseId: string;
  let connectionId: string;

  beforeAll(async () => {
    world = await World.make();
    world.itIs('2031-01-02T09:00:00Z');
    ({ id: caseId } = await world.supportedCase());
    connectionId = await world.connect(caseId);
    const connections = [{ connectionId }, { notYetFound: { need: 'transport', reason: 'no-provider' } }];
    const firstSession = 'Tuesday at 10, at the gate. <b>Wear boots</b> & gloves.';
    const expectations = [{ connectionId, whoContacts: 'Jo phones me.', contactBy: '2031-01-16', cost: 'Free', firstSession }];
    const method = { what: 'Phone the choir', byWhom: 'My link worker', howOften: 'Once' };
    const actions = [{ method, expectedOutcome: 'I know when to go.', dueOn: '2031-01-15' }];
    await world.linkWorker.post(`cases/${caseId}/plans`, { ...PLAN, connections, expectations, actions });
    await world.linkWorker.post(`cases/${caseId}/plans/1/agree`, AGREEMENT);
  });

  afterAll(() => world.close());

  it('shows the five sections in plain words, with a contact-by date for each connection (CL-07c)', async () => {
    const { text, html } = await page(1);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    for (const words of [
      'This is the plan of Mrs Grace Okafor.',
      'I made it with Priya Shah, my link worker.',
      'I want to see people again.',
      'Gardening together, from Allotment Trust. We have asked them.',
      'Transport: We have not found anything yet. We keep looking.',
      'Who gets in touch Jo phones me. By when Thursday 16 January 2031',
      'What it costs Free',
      'I walk to the park and back each morning.',
      'Family: My sister phones on Sundays.',
      'Sing in front of people once.',
      'Phone the choir Who does it My link worker How often Once By when Wednesday 15 January 2031 What we hope for I know when to go.',
      'face to face.',
      'I was asked if I want a copy of this plan.',
    ]) {
      expect(text).toContain(words);
    }
  });

  it("shows the provider's own day to answer when no other contact-by date was told (CL-07c)", async () => {
    const { id } = await world.supportedCase();
    const other = await world.connect(id);
    await world.linkWorker.post(`cases/${id}/plans`, { connections: [{ connectionId: other }] });
    const { body } = await world.linkWorker.get<{ connections: { respondBy: string }[] }>(`cases/${id}`);
    const by = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(new Date(body.connections[0]?.respondBy ?? ''));
    expect((await page(1, id)).text).toContain(`By when ${by.replace(',', '')}`);
  });

  it('holds no script and no words of the person as markup, and loads nothing', async () => {
    const { html, headers } = await page(1);
    expect(html).toContain('&lt;b&gt;Wear boots&lt;/b&gt; &amp; gloves.');
    expect(html).not.toMatch(/<script|<b>|javascript:|https?:|src=/i);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says the same as a tagged PDF', async () => {
    const response = await document(1, { accept: 'application/pdf' });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/StructTreeRoot[\s\S]*\/Lang \(en-GB\)|\/Lang \(en-GB\)[\s\S]*\/StructTreeRoot/);
    const texts = textsOf(pdf);
    for (const words of [
      'Mrs Grace Okafor',
      'By when',
      'Thursday 16 January 2031',
      '<b>Wear boots</b> & gloves.',
      'Sing in front of people once.',
    ]) {
      expect(texts).toContain(words);
    }
    expect((await document(1, { query: '?format=pdf' })).headers.get('content-type')).toBe('application/pdf');
  });

  it('never shows what is restricted, as HTML or as PDF', async () => {
    const { id } = await world.supportedCase();
    const shelter = await world.connect(id, { needs: ['domestic-abuse'] });
    const connections = [{ connectionId: shelter }, { notYetFound: { need: 'substance-use', reason: 'full' } }];
    const goals = [{ text: 'Find a safe flat', restricted: true }, { text: 'Walk more' }];
    const assets = [{ kind: 'friends', text: 'A friend with a spare key', restricted: true }];
    const method = { what: 'Meet at the library', byWhom: 'Priya', howOften: 'Weekly' };
    const actions = [{ method, expectedOutcome: 'Safety', restricted: true }];
    const made = await world.linkWorker.post<PlanView>(`cases/${id}/plans`, { connections, goals, assets, actions });
    expect(made.body.connections).toMatchObject([{ restricted: true }, { restricted: true }]);
    const pdf = textsOf(Buffer.from(await (await document(1, { query: '?format=pdf', id })).arrayBuffer()));
    const { text } = await page(1, id);
    for (const shown of [text, pdf]) {
      expect(shown).toContain('Walk more');
      expect(shown).not.toMatch(/safe flat|spare key|library|Gardening|substance|abuse/i);
    }
  });

  it('is not made as a PDF that could not show its letters, and is offered in no other form', async () => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/plans`, { selfCare: [{ text: 'أمشي كل صباح' }] });
    const refused = await document(1, { query: '?format=pdf', id });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([406, 'DOCUMENT.LETTERS_NOT_IN_PDF']);
    expect((await page(1, id)).text).toContain('أمشي كل صباح');
    expect((await document(1, { accept: 'application/json' })).status).toBe(406);
    expect((await document(1, { query: '?format=doc' })).status).toBe(400);
    expect((await document(7, {})).status).toBe(404);
  });

  it('says of a draft that it is not agreed, and is in the audit trail (part of GV-02)', async () => {
    await world.linkWorker.patch(`cases/${caseId}/plans/1`, { selfCare: [{ text: 'I swim.' }] });
    expect((await page(2)).text).toContain('This is a draft. I have not said yes to it yet.');
    const [entry] = await world.dataSource.query<object[]>(
      `SELECT actor, action, entity FROM audit_entry WHERE entity_id = $1 ORDER BY id DESC LIMIT 1`,
      [caseId],
    );
    expect(entry).toEqual({ actor: world.account, action: 'print-plan', entity: 'case' });
  });

  describeWithBrowser('in a browser', () => {
    it('fits a phone and prints on A4 in order of its headings', async () => {
      const browser = await openBrowser();
      try {
        const view = await browser.newPage({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
        await view.setContent((await page(1)).html);
        const headings = await view.locator('h1, h2').allTextContents();
        expect(headings).toEqual([
          'My plan',
          'What matters to me',
          'Groups and services for me',
          'What will happen',
          'What I can do for myself',
          'What I have that helps me',
          'My goals',
          'What we will do',
          'How we made this plan',
        ]);
        const box = await view.locator('main').boundingBox();
        expect(box?.width).toBeLessThanOrEqual(360);
        expect((await view.pdf({ format: 'A4' })).length).toBeGreaterThan(1000);
      } finally {
        await browser.close();
      }
    });
  });

  async function document(version: number, told: { query?: string; accept?: string; id?: string }): Promise<Response> {
    const token = await world.issuer.token({
      kind: 'person',
      sub: world.account,
      organisation: world.organisation,
      roles: ['link-worker'],
    });
    const { query = '', accept, id = caseId } = told;
    const headers = { authorization: `Bearer ${token}`, ...(accept === undefined ? {} : { accept }) };
    return fetch(`${world.url}/api/caseload/cases/${id}/plans/${String(version)}/document${query}`, { headers });
  }

  async function page(version: number, id = caseId): Promise<{ html: string; text: string; headers: Headers }> {
    const response = await document(version, { accept: 'text/html', id });
    const html = await response.text();
    const text = html
      .replace(/<style>[\s\S]*<\/style>/, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    return { html, text, headers: response.headers };
  }
});
