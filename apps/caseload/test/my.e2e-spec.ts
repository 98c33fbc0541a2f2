import { eventually, notifyServer, type NotifyServer } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { ConsentList } from '../src/consents/consent.dto';
import type { MyCodeView, MyLinkView, MyReportView } from '../src/my/my.dto';
import type { PersonMessageView } from '../src/person-messages/person-message.dto';
import { Browser } from './builders/browser';
import type { Problem } from './builders/callers';
import { AGREEMENT, PLAN } from './builders/plans';
import { PERSON, World } from './builders/world';

describe("the person's own page", () => {
  let world: World;
  let notify: NotifyServer;

  beforeAll(async () => {
    notify = await notifyServer();
    const sms = { NOTIFY_URL: notify.url, NOTIFY_API_KEY: notify.apiKey, NOTIFY_SMS_TEMPLATE_ID: notify.smsTemplate };
    world = await World.make(sms);
  });

  afterAll(async () => {
    await world.close();
    await notify.close();
  });

  it('opens by a link and a one-time code, both sent to the person, and shows where the referral is, who acts next, by when, and the plan', async () => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/plans`, PLAN);
    await world.linkWorker.post(`cases/${id}/plans/1/agree`, AGREEMENT);
    await world.connect(id);
    const { status, body } = await world.linkWorker.post<MyLinkView>(`cases/${id}/my-link`, { send: true });
    expect([status, body.message]).toEqual([201, 'queued']);
    const path = pathOf((await textTo('my-link', id)).match(/http\S+\/my\/\S+/)?.[0] ?? '');
    expect(path).toBe(pathOf(body.url));

    const browser = new Browser(world.url);
    const first = await browser.get(path);
    expect([first.status, first.html]).toEqual([200, expect.stringContaining('Send me a code')]);
    expect(first.html).not.toMatch(/Okafor|Priya|Gardening/);
    await browser.post(`${path}/code-message`);
    const code = /^(\d{6}) is your code/.exec(await textTo('my-code', id))?.[1] ?? '';
    const opened = await browser.post(`${path}/code`, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(opened.html).toContain('Hello Mrs Grace Okafor.');
    expect(opened.html).toContain('Your link worker is supporting you.');
    expect(opened.html).toContain('Priya Shah');
    expect(opened.html).toMatch(/We have asked a service for a place for you\. Priya Shah will check for its answer by \w+day \d+ \w+\./);
    expect(opened.html).toContain('<b>Gardening together</b>, Allotment Trust. We have asked them.');
    expect(opened.html).toContain('I want to see people again.');
    expect(opened.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(opened.html).not.toContain('<script');
    expect(browser.cookieLine).toMatch(/; Path=\/my; HttpOnly; SameSite=Strict$/);

    const cymraeg = await browser.get(`${path}?lang=cy`);
    expect(cymraeg.html).toContain('<html lang="cy">');
    expect(cymraeg.html).toContain('Mae eich gweithiwr cyswllt yn eich cefnogi chi.');
    const audit = await world.dataSource.query<{ action: string }[]>(
      `SELECT action FROM audit_entry WHERE entity_id = $1 AND actor = 'person' ORDER BY id`,
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(['ask-for-code', 'read']));
  });

  it('is one and the same page for every link that does not work: wrong, revoked, replaced, too old', async () => {
    const { id } = await world.allocatedCase();
    const links = [await link(id), await link(id)];
    const revoked = await link((await world.allocatedCase()).id, true);
    const old = await link((await world.allocatedCase()).id);
    await world.dataSource.query(
      `UPDATE my_link SET expires_at = now() WHERE id = (SELECT id FROM my_link ORDER BY created_at DESC LIMIT 1)`,
    );
    const pages = await Promise.all(
      [links[0] ?? '', revoked, old, '/my/no-such-link', `${links[1] ?? ''}x`].map((path) => new Browser(world.url).get(path)),
    );
    expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await new Browser(world.url).get(links[1] ?? '')).status).toBe(200);
    const stored = await world.dataSource.query<object[]>(`SELECT * FROM my_link`);
    expect(JSON.stringify(stored)).not.toContain((links[1] ?? '').slice('/my/'.length));
  });

  it('locks after five wrong codes, tells no reason, and a worker is asked to see to it; the right code no longer opens it', async () => {
    const { id } = await world.allocatedCase();
    const path = await link(id);
    const { body } = await world.linkWorker.post<MyCodeView>(`cases/${id}/my-link/code`, {});
    expect(body.code).toMatch(/^\d{6}$/);
    const wrong = body.code === '000000' ? '000001' : '000000';
    const browser = new Browser(world.url);
    const answers = [];
    for (let tries = 0; tries < 6; tries++) answers.push(await browser.post(`${path}/code`, { code: tries === 5 ? body.code : wrong }));
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    const { body: actions } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(actions.items).toMatchObject([{ type: 'my-link-locked', doneAt: null }]);
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/my-link/code`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'MY_LINK.NO_CODE']);
    expect((await new Browser(world.url).open(world, id, await link(id))).html).toContain('Hello Mrs Grace Okafor.');
  });

  it('takes a code once and for ten minutes, and sends three an hour', async () => {
    const { id } = await world.allocatedCase();
    const path = await link(id);
    const { body } = await world.linkWorker.post<MyCodeView>(`cases/${id}/my-link/code`, {});
    await new Browser(world.url).post(`${path}/code`, { code: body.code });
    expect((await new Browser(world.url).post(`${path}/code`, { code: body.code })).status).toBe(403);
    const late = await world.linkWorker.post<MyCodeView>(`cases/${id}/my-link/code`, {});
    await world.dataSource.query(`UPDATE my_link SET code_until = now() WHERE case_id = $1`, [id]);
    expect((await new Browser(world.url).post(`${path}/code`, { code: late.body.code })).status).toBe(403);
    const pages = [];
    for (let asked = 0; asked < 3; asked++) pages.push((await new Browser(world.url).post(`${path}/code-message`)).html);
    expect(new Set(pages).size).toBe(1);
    const { body: messages } = await world.linkWorker.get<{ items: PersonMessageView[] }>(`cases/${id}/messages`);
    expect(messages.items.filter(({ template }) => template === 'my-code')).toHaveLength(1);
  });

  it('turns consents on and off, which counts at once and is told to every service (GV-01)', async () => {
    const { id, referralId } = await world.allocatedCase();
    const path = await link(id);
    const browser = new Browser(world.url);
    await browser.open(world, id, path);
    for (const [holds, shown, decision] of [
      ['false', 'I do not agree', 'refused'],
      ['true', 'I agree', 'given'],
      ['false', 'I do not agree', 'withdrawn'],
    ] as const) {
      const page = await browser.post(`${path}/consents`, { purpose: 'share-with-referrer', holds });
      expect(page.html).toContain(`You tell the people who referred me how it goes: <b>${shown}</b>`);
      const { body } = await world.linkWorker.get<ConsentList>(`cases/${id}/consents`);
      expect(body.purposes).toContainEqual(
        expect.objectContaining({ purpose: 'share-with-referrer', state: decision, holds: holds === 'true' }),
      );
    }
    await eventually(() => {
      const said = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'ConsentRecorded');
      expect(said.map(({ data }) => data.decision)).toEqual(['refused', 'given', 'withdrawn']);
    });
    await browser.post(`${path}/messages`, { channel: 'none', lang: 'cy' });
    const other = await world.register('Tom Reed');
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: other });
    const messages = await world.supervisor.get<{ items: PersonMessageView[] }>(`cases/${id}/messages`);
    expect(messages.body.items[0]).toMatchObject({ state: 'skipped', why: 'not-wanted', language: 'cy' });
  });

  it('never says that the person agrees to what nobody has asked them (GV-01)', async () => {
    const { id } = await world.allocatedCase();
    const path = await link(id);
    const browser = new Browser(world.url);
    const { html } = await browser.open(world, id, path);
    expect(html).toContain('You support me and keep a record of it: <b>Assumed until your first conversation</b>');
    expect(html.match(/<b>Not asked yet<\/b>/g)).toHaveLength(5);
    expect(html).not.toContain('<b>I agree</b>');
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    expect((await browser.get(path)).html.match(/<b>Not asked yet<\/b>/g)).toHaveLength(6);
  });

  it('says what follows when the person stops agreeing to be supported, and that it is over when they agree again (GV-01)', async () => {
    const { id } = await world.supportedCase();
    const path = await link(id);
    const browser = new Browser(world.url);
    await browser.open(world, id, path);
    const stopped = await browser.post(`${path}/consents`, { purpose: 'support', holds: 'false' });
    expect(stopped.html).toContain('You support me and keep a record of it: <b>I do not agree</b>');
    expect(stopped.html).toContain('You told us that you do not want to be supported. We will start nothing new');
    expect(stopped.html).not.toContain('Your link worker is supporting you.');
    const again = await browser.post(`${path}/consents`, { purpose: 'support', holds: 'true' });
    expect(again.html).toContain('Your link worker is supporting you.');
  });

  it('says while the person is being handed over that their link worker stays until they have started, and no longer (part of CL-18)', async () => {
    const { id } = await world.supportedCase();
    const path = await link(id);
    const browser = new Browser(world.url);
    const waiting = 'We are handing your support over. We will stay with you until you have started there.';
    expect((await browser.open(world, id, path)).html).not.toContain(waiting);
    const toWorkerId = await world.register('Tom Reed');
    const { body } = await world.linkWorker.post<{ id: string }>(`cases/${id}/hand-overs`, { toWorkerId });
    const { html } = await browser.get(path);
    expect(html).toContain(waiting);
    expect(html).toContain('Priya Shah');
    await world.supervisor.post(`cases/${id}/hand-overs/${body.id}/confirm`, {});
    expect((await browser.get(path)).html).not.toContain(waiting);
  });

  it('lets a person under 16 say no by themselves, and say yes with their link worker (part of ID-02)', async () => {
    const { id } = await world.openCase({ person: { ...PERSON, birthDate: bornYearsAgo(12) } });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    const path = await link(id);
    const browser = new Browser(world.url);
    const { html } = await browser.open(world, id, path);
    expect(html).toContain('talk to your link worker, together with whoever decides with you');
    expect(html).not.toContain('>Agree</button>');
    const purposeOf = async () =>
      (await world.linkWorker.get<ConsentList>(`cases/${id}/consents`)).body.purposes.find(({ purpose }) => purpose === 'story')?.state;
    await browser.post(`${path}/consents`, { purpose: 'story', holds: 'true' });
    expect(await purposeOf()).toBe('not-asked');
    await browser.post(`${path}/consents`, { purpose: 'story', holds: 'false' });
    expect(await purposeOf()).toBe('refused');
  });

  it('shows who made the link and who read out the code, in the audit trail and at what was agreed to, so that nobody passes for the person (part of GV-02)', async () => {
    const { id, organisationId } = await world.allocatedCase().then(async ({ id: caseId }) => {
      const [row] = await world.dataSource.query<{ organisation_id: string }[]>(`SELECT organisation_id FROM "case" WHERE id = $1`, [
        caseId,
      ]);
      return { id: caseId, organisationId: row?.organisation_id };
    });
    const audited = (action: string) =>
      world.dataSource.query<{ actor: string; organisation_id: string; through: string | null }[]>(
        `SELECT actor, organisation_id, through FROM audit_entry WHERE entity_id = $1 AND action = $2 ORDER BY id DESC LIMIT 1`,
        [id, action],
      );
    const path = await link(id);
    const [{ actor: worker } = { actor: '' }] = await audited('make-my-link');
    const readOut = new Browser(world.url);
    await readOut.post(`${path}/code`, { code: 'wrong' });
    const person = { actor: 'person', organisation_id: organisationId };
    expect(await audited('give-wrong-code')).toMatchObject([
      { ...person, through: expect.stringMatching(`^my-link:[0-9a-f-]{36} made-by:${worker}$`) as string },
    ]);
    await readOut.open(world, id, path);
    await readOut.post(`${path}/consents`, { purpose: 'story', holds: 'true' });
    const through = expect.stringMatching(`^my-link:[0-9a-f-]{36} made-by:${worker} code-read-out-by:${worker}$`) as string;
    expect(await audited('read')).toMatchObject([{ ...person, through }]);
    expect(await audited('record-consent')).toMatchObject([{ ...person, through }]);

    const sent = new Browser(world.url);
    await sent.post(`${path}/code-message`);
    const code = /^(\d{6}) is your code/.exec(await textTo('my-code', id))?.[1] ?? '';
    await sent.post(`${path}/code`, { code });
    await sent.post(`${path}/consents`, { purpose: 'story', holds: 'false' });
    expect(await audited('record-consent')).toMatchObject([
      { ...person, through: expect.stringMatching(`^my-link:[0-9a-f-]{36} made-by:${worker}$`) as string },
    ]);
    const { body } = await world.linkWorker.get<{ items: object[] }>(`cases/${id}/consents`);
    expect(body.items).toMatchObject([
      { purpose: 'story', decision: 'given', byWhom: 'person', codeReadOutBy: worker },
      { purpose: 'story', decision: 'withdrawn', byWhom: 'person', codeReadOutBy: null },
    ]);
  });

  it('makes "something is wrong" an action for a human by the end of the next working day, with the words the person wrote', async () => {
    const { id } = await world.allocatedCase();
    const path = await link(id);
    const browser = new Browser(world.url);
    await browser.open(world, id, path);
    const words = 'Nobody rang me. <b>I waited all day.</b>';
    const page = await browser.post(`${path}/wrong`, { kind: 'nobody-came', words });
    expect(page.html).toMatch(/Thank you\. A person will look at it by \w+day \d+ \w+\./);
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(body.items).toMatchObject([{ type: 'something-wrong', ownerKind: 'worker', doneAt: null }]);
    expect(body.items[0]?.title).not.toContain('waited');
    const told = await world.linkWorker.get<{ items: MyReportView[] }>(`cases/${id}/my-reports`);
    expect(told.body.items).toMatchObject([{ kind: 'nobody-came', words, actionId: body.items[0]?.id }]);
  });

  it('lets nobody act without the code, nor with the code of another link', async () => {
    const [one, other] = [await world.allocatedCase(), await world.allocatedCase()];
    const [mine, theirs] = [await link(one.id), await link(other.id)];
    const browser = new Browser(world.url);
    await browser.open(world, one.id, mine);
    for (const act of ['wrong', 'consents', 'messages', 'leave']) {
      const answer = await browser.post(`${theirs}/${act}`, { kind: 'other', purpose: 'support', holds: 'false', channel: 'none' });
      expect(answer.html).toContain('Send me a code');
    }
    const { body } = await world.linkWorker.get<{ items: object[] }>(`cases/${other.id}/actions`);
    expect(body.items).toEqual([]);
    await browser.post(`${mine}/leave`);
    expect((await browser.get(mine)).html).toContain('Send me a code');
  });

  async function link(caseId: string, revoke = false): Promise<string> {
    const { body } = await world.linkWorker.post<MyLinkView>(`cases/${caseId}/my-link`, {});
    if (revoke) await world.linkWorker.send('DELETE', `cases/${caseId}/my-link`, {});
    return pathOf(body.url);
  }

  function textTo(template: string, caseId: string): Promise<string> {
    return eventually(async () => {
      const { body } = await world.linkWorker.get<{ items: PersonMessageView[] }>(`cases/${caseId}/messages`);
      const message = body.items.find((each) => each.template === template);
      const sent = notify.sent.find(({ reference }) => reference === message?.id);
      if (!sent) throw new Error(`No ${template} has gone out`);
      return sent.personalisation.text ?? '';
    });
  }
});

/** The birth date of somebody of that age or a year older. */
function bornYearsAgo(years: number): string {
  const at = new Date();
  return `${String(at.getUTCFullYear() - years - 1)}-01-01`;
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
