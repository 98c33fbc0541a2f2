import { randomUUID } from 'node:crypto';
import { eventually, notifyServer, smtpServer, type NotifyServer, type SmtpServer } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import type { ReferBackView } from '../src/refer-backs/refer-back.dto';
import type { CallerOf, Problem } from './builders/callers';
import { World } from './builders/world';

const CRISIS = { reason: 'risk-to-self', note: 'Cannot go on, she says.' };
const CONCERN = { category: 'financial', detail: 'A neighbour has her bank card.' };
const SUPERVISOR = { part: 'supervisor', name: 'Sofia Marsh', email: 'sofia@scheme.example', phone: '07700 900801' };
const GP = { part: 'clinician', name: 'Dr Lee', email: 'lee@practice.example', phone: '07700 900802' };
/** What no message to staff may say: who the person is, what happened to them, and that it is about safeguarding. */
const SECRETS = /grace|okafor|900123|risk|self|go on|neighbour|bank|financial|safeguarding|restricted|concern/i;

describe('messages to staff at once', () => {
  let world: World;
  let notify: NotifyServer;
  let mail: SmtpServer;
  let clinician: CallerOf;

  beforeAll(async () => {
    [notify, mail] = [await notifyServer(), await smtpServer()];
    const sms = { NOTIFY_URL: notify.url, NOTIFY_API_KEY: notify.apiKey, NOTIFY_SMS_TEMPLATE_ID: notify.smsTemplate };
    world = await World.make({ ...sms, SMTP_URL: mail.url });
    clinician = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['clinician'], name: 'Dr Amina Rahman' });
  });

  afterAll(async () => {
    await world.close();
    await notify.close();
    await mail.close();
  });

  it('tell the clinicians named for the practice and the supervisor of a crisis at once, by email and text, without a word of the person (part of CL-22)', async () => {
    const senderId = randomUUID();
    await settings([
      SUPERVISOR,
      { ...GP, practiceId: senderId },
      { part: 'clinician', name: 'Dr Other Practice', email: 'other@practice.example', practiceId: randomUUID() },
      { part: 'clinician', name: 'Dr Scheme', email: 'doctor@scheme.example' },
    ]);
    const elsewhere: string = await world.anotherScheme();
    await settings([{ ...SUPERVISOR, email: 'elsewhere@scheme.example' }], {}, elsewhere);
    const { id, reference } = await world.openCase({ senderId });
    const { body: sent } = await world.supervisor.post<ReferBackView>(`cases/${id}/refer-backs`, { ...CRISIS, to: 'practice' });

    const page = `/crises/${id}/${sent.id}`;
    await eventually(() => {
      expect(mailsOf(page)).toEqual(['lee@practice.example', 'sofia@scheme.example']);
      expect(textsOf(page)).toEqual(['+447700900801', '+447700900802']);
    });
    const [email] = mail.received.filter(({ text }) => text.includes(page));
    const time = new Date(sent.acknowledgeBy).toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/London',
    });
    expect(email?.headers.subject).toBe(`Crisis: acknowledge ${reference} by ${time}`);
    expect(email?.text.replaceAll(/\s+/g, ' ').trim()).toBe(
      `Leeds North, case ${reference}: a crisis was referred back. A clinician must acknowledge it by ${time}. ` +
        `Sign in to read and acknowledge it: ${world.issuer.url}${page}`,
    );
    for (const { headers, text } of mail.received) expect(`${headers.subject ?? ''} ${text}`).not.toMatch(SECRETS);
    for (const { personalisation } of notify.sent) expect(JSON.stringify(personalisation)).not.toMatch(SECRETS);

    const { body } = await clinician.get<ReferBackView>(`cases/${id}/refer-backs/${sent.id}`);
    expect(body.notices.map(({ name, channel, state }) => `${name} ${channel} ${state}`).sort()).toEqual([
      'Dr Lee email sent',
      'Dr Lee sms sent',
      'Sofia Marsh email sent',
      'Sofia Marsh sms sent',
    ]);
  });

  it('tell those named for the scheme where nobody is named for the practice, and of a crisis that was sent to the scheme (part of CL-22)', async () => {
    await settings([
      SUPERVISOR,
      { part: 'clinician', name: 'Dr Scheme', email: 'doctor@scheme.example' },
      { ...GP, practiceId: randomUUID() },
    ]);
    for (const to of ['practice', 'scheme']) {
      const { id } = await world.supportedCase();
      const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, { ...CRISIS, to });
      await eventually(() => expect(mailsOf(`/crises/${id}/${sent.id}`)).toEqual(['doctor@scheme.example', 'sofia@scheme.example']));
    }
  });

  it('are a supervisor’s to see to where a scheme has named nobody at all (GV-05)', async () => {
    await settings([]);
    const id = await concern();
    expect(await asked(id)).toEqual({ action: ['supervisor', null], alert: null });
  });

  it('can only be set up for people who can be reached; each problem is told', async () => {
    const stranger = await world.register('Sam Cole', { schemeIds: [await world.anotherScheme()] });
    const refused = await world.supervisor.put<Problem>(`schemes/${world.schemeId}/settings`, {
      urgentContacts: [
        { part: 'clinician', name: 'Dr Lee' },
        { part: 'clinician', name: 'Dr Lee', phone: '0113 496 0000' },
        { ...SUPERVISOR, workerId: stranger },
      ],
    });
    expect([refused.status, refused.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
      422,
      ['/urgentContacts/0 no-address', '/urgentContacts/1/phone not-a-mobile', '/urgentContacts/2/workerId worker-not-of-scheme'],
    ]);
  });

  it('go out again each time the minutes pass unacknowledged, and no more once a clinician has acknowledged (part of CL-22)', async () => {
    await settings([SUPERVISOR, GP]);
    const { id } = await world.supportedCase();
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    const page = `/crises/${id}/${sent.id}`;
    const subjects = () =>
      mail.received
        .filter(({ text, to }) => text.includes(page) && to.includes('lee@practice.example'))
        .map(({ headers }) => headers.subject);
    const again = `Crisis not acknowledged: ${sent.reference}`;
    // What is on its way would be taken over by another instance once half an hour had passed.
    const settled = () =>
      eventually(async () => {
        const { body } = await clinician.get<ReferBackView>(`cases/${id}/refer-backs/${sent.id}`);
        expect(body.notices.filter(({ state }) => state !== 'sent')).toEqual([]);
      });
    for (const times of [1, 2]) {
      await settled();
      world.passes({ minutes: 31 });
      await eventually(() => expect(subjects().slice(1)).toEqual(Array<string>(times).fill(again)));
    }
    await clinician.post(`cases/${id}/refer-backs/${sent.id}/acknowledge`, {});
    await settled();
    const { id: later } = await world.supportedCase();
    const { body: next } = await world.linkWorker.post<ReferBackView>(`cases/${later}/refer-backs`, CRISIS);
    await eventually(() => expect(mailsOf(`/crises/${later}/${next.id}`)).toHaveLength(2));
    await eventually(async () => {
      const { body } = await clinician.get<ReferBackView>(`cases/${later}/refer-backs/${next.id}`);
      expect(body.notices.filter(({ state }) => state !== 'sent')).toEqual([]);
    });
    world.passes({ minutes: 31 });
    await eventually(() => expect(mailsOf(`/crises/${later}/${next.id}`)).toHaveLength(4));
    expect(subjects()).toHaveLength(3);
    await clinician.post(`cases/${later}/refer-backs/${next.id}/acknowledge`, {});
  });

  it('ask the named lead of the scheme to act on a concern, and the alert names them; nothing says what it is about (GV-05)', async () => {
    const [lead, other] = [await world.register('Lee Ward'), await world.register('Max Stone')];
    await settings(
      [
        { part: 'lead', name: 'Lee Ward', email: 'ward@scheme.example' },
        { ...SUPERVISOR, workerId: other },
      ],
      { safeguardingLeadWorkerId: lead },
    );
    const id = await concern();
    expect(await asked(id)).toEqual({ action: ['lead', lead], alert: { id: lead, name: 'Lee Ward' } });
    await eventually(() => expect(mailsOf(`/cases/${id}`)).toEqual(['ward@scheme.example']));
    for (const { headers, text } of mail.received) expect(`${headers.subject ?? ''} ${text}`).not.toMatch(SECRETS);
  });

  it('ask the supervisor of a scheme that has named no lead, by name: no concern reaches nobody (GV-05)', async () => {
    const supervisorId = await world.register('Sofia Marsh');
    await settings([{ ...SUPERVISOR, workerId: supervisorId }]);
    const id = await concern();
    expect(await asked(id)).toEqual({ action: ['lead', supervisorId], alert: { id: supervisorId, name: 'Sofia Marsh' } });
    await eventually(() => expect(mailsOf(`/cases/${id}`)).toEqual(['sofia@scheme.example']));
    const { body } = await world.supervisor.get<CaseView>(`cases/${id}`);
    expect(body.id).toBe(id);
    // One that escalates to a lead and has none escalates to the same supervisor.
    await settings([{ ...SUPERVISOR, workerId: supervisorId }], { crisisEscalateTo: 'lead' });
    const { id: inCrisis } = await world.supportedCase();
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${inCrisis}/refer-backs`, CRISIS);
    world.passes({ minutes: 31 });
    await eventually(async () => expect((await openActions(inCrisis)).map(({ type }) => type)).toContain('escalation'));
    const escalation = (await openActions(inCrisis)).find(({ type }) => type === 'escalation');
    expect([escalation?.ownerKind, escalation?.ownerId]).toEqual(['lead', supervisorId]);
    await clinician.post(`cases/${inCrisis}/refer-backs/${sent.id}/acknowledge`, {});
  });

  async function settings(urgentContacts: object[], more: object = {}, schemeId: string = world.schemeId): Promise<void> {
    await eventually(async () => {
      const { status } = await world.supervisor.put(`schemes/${schemeId}/settings`, { urgentContacts, ...more });
      expect(status).toBe(200);
    });
  }

  async function concern(): Promise<string> {
    const { id } = await world.supportedCase();
    expect((await world.linkWorker.post(`cases/${id}/safeguarding-concerns`, CONCERN)).status).toBe(201);
    return id;
  }

  async function openActions(id: string): Promise<ActionView[]> {
    const { items } = (await world.supervisor.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body;
    return items.filter(({ doneAt }) => doneAt === null);
  }

  /** Whom the action of a concern waits for, and whom its alert names. */
  async function asked(id: string) {
    const action = (await openActions(id)).find(({ type }) => type === 'lead');
    const { items } = (await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${id}&code=lead-asked`)).body;
    return { action: [action?.ownerKind, action?.ownerId], alert: items[0]?.asked };
  }

  /** Who was emailed a link to a page. */
  function mailsOf(page: string): string[] {
    return mail.received
      .filter(({ text }) => text.includes(page))
      .flatMap(({ to }) => to)
      .sort();
  }

  function textsOf(page: string): string[] {
    return notify.sent
      .filter(({ personalisation }) => personalisation.text?.includes(page))
      .map(({ to }) => to)
      .sort();
  }
});

describe('messages to staff at once, where there is no way to send them yet', () => {
  it('wait and say so, and go out once when there is one, whatever stopped meanwhile (part of CL-22)', async () => {
    const world = await World.make();
    const notify = await notifyServer();
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {
      urgentContacts: [{ part: 'clinician', name: 'Dr Lee', phone: GP.phone }],
    });
    const { id } = await world.supportedCase();
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    expect(sent.notices).toMatchObject([{ name: 'Dr Lee', part: 'clinician', channel: 'sms', state: 'queued', why: 'not-configured' }]);
    Object.assign(world.env, { NOTIFY_URL: notify.url, NOTIFY_API_KEY: notify.apiKey, NOTIFY_SMS_TEMPLATE_ID: notify.smsTemplate });
    notify.fail('drop-after-taking', 1);
    await world.restart(() => Promise.resolve());
    const caller = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['supervisor'] });
    await eventually(async () => {
      const { body } = await caller.get<ReferBackView>(`cases/${id}/refer-backs/${sent.id}`);
      expect(body.notices).toMatchObject([{ state: 'sent', why: null }]);
    });
    expect(notify.sent.filter(({ personalisation }) => personalisation.text?.includes('/crises/'))).toHaveLength(1);
    await world.close();
    await notify.close();
  });
});
