import { eventually, notifyServer, smtpServer, type NotifyServer, type SmtpServer } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import type { PersonMessageView } from '../src/person-messages/person-message.dto';
import type { Problem } from './builders/callers';
import { PERSON, World } from './builders/world';

const NOWHERE = { ...PERSON, phone: '0113 496 0000' };
const BY_MAIL = { ...NOWHERE, email: 'grace@example.org' };

describe('messages to the person', () => {
  let world: World;
  let notify: NotifyServer;
  let mail: SmtpServer;

  beforeAll(async () => {
    [notify, mail] = [await notifyServer(), await smtpServer()];
    const sms = { NOTIFY_URL: notify.url, NOTIFY_API_KEY: notify.apiKey, NOTIFY_SMS_TEMPLATE_ID: notify.smsTemplate };
    world = await World.make({ ...sms, SMTP_URL: mail.url, MAIL_FROM: 'Leeds North <hello@leeds.example>' });
  });

  afterAll(async () => {
    await world.close();
    await notify.close();
    await mail.close();
  });

  it('say who the link worker is and what happens next when a case is allocated, by text message, once for each worker (CL-15)', async () => {
    const { id } = await allocated();
    const [message] = await settled(id, 1);
    expect(message).toMatchObject({ template: 'link-worker-named', channel: 'sms', language: 'en', state: 'sent', attempts: 1 });
    const sent = notify.sent.find(({ reference }) => reference === message?.id);
    expect(sent).toMatchObject({ type: 'sms', to: '+447700900123' });
    expect(sent?.personalisation.text).toMatch(
      /^Hello Mrs Grace Okafor\. Your link worker at Leeds North is Priya Shah\. Priya Shah will contact you by \w+day \d+ \w+\. .*SP-4K7Q-9M2X\.$/,
    );
    const other = await world.register('Tom Reed');
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: other });
    await settled(id, 2);
    expect(notify.sent.at(-1)?.personalisation.text).toContain('Tom Reed');
  });

  it('name the scheme that the case is of, where the organisation runs more than one', async () => {
    const schemeId = await world.anotherScheme();
    const worker = await world.register('Sam Lee', { schemeIds: [world.schemeId, schemeId] });
    const wordsOf = async (scheme: string) => {
      const { id } = await world.openCase({ schemeId: scheme });
      expect((await world.supervisor.post(`cases/${id}/allocate`, { workerId: worker })).status).toBe(200);
      await settled(id, 1);
      return lastOf('link-worker-named', id);
    };
    expect(await wordsOf(world.schemeId)).toContain('Your link worker at Leeds North is Sam Lee.');
    expect(await wordsOf(schemeId)).toContain('Your link worker at Another scheme is Sam Lee.');
  });

  it('go out by e-mail where the person has no mobile number, with a subject, once', async () => {
    const { id } = await allocated(BY_MAIL);
    const [message] = await settled(id, 1);
    expect(message).toMatchObject({ channel: 'email', state: 'sent' });
    const received = mail.received.find(({ headers }) => headers['message-id']?.includes(message?.id ?? '-') === true);
    expect(received).toMatchObject({ from: 'hello@leeds.example', to: ['grace@example.org'] });
    expect(received?.headers).toMatchObject({ subject: 'Your link worker is Priya Shah', 'auto-submitted': 'auto-generated' });
    expect(received?.text).toContain('Hello Mrs Grace Okafor.');
  });

  it('say what happens next, beside the alert, when the person was allocated 15 days ago and never contacted, at a threshold of 14 (CL-15)', async () => {
    const { id } = await allocated();
    world.passes({ days: 15 });
    const messages = await settled(id, 2);
    expect(messages[0]).toMatchObject({ template: 'what-happens-next', state: 'sent' });
    expect(notify.sent.at(-1)?.personalisation.text).toMatch(/You have not been forgotten\. .* is Priya Shah\./);
    const alerts = await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${id}`);
    expect(alerts.body.items.map(({ code }) => code)).toContain('allocated-not-contacted');
    world.itIs(new Date());
  });

  it("are in Welsh where that is the person's language, and in the organisation's own words where it has any", async () => {
    const own = 'Shwmae ((person)), ((worker)) sydd yma i chi.';
    expect((await world.supervisor.put(`texts/link-worker-named.text/cy`, { text: own })).status).toBe(204);
    const { id } = await allocated({ ...PERSON, accessNeeds: { codes: [], language: 'cy-GB' } });
    const [message] = await settled(id, 1);
    expect(message?.language).toBe('cy');
    expect(notify.sent.at(-1)?.personalisation.text).toBe('Shwmae Mrs Grace Okafor, Priya Shah sydd yma i chi.');
    expect((await world.supervisor.send('DELETE', `texts/link-worker-named.text/cy`, {})).status).toBe(204);
    const { body } = await world.linkWorker.get<{ items: { key: string; language: string; isChanged: boolean }[] }>('texts');
    expect(body.items.filter(({ isChanged }) => isChanged)).toEqual([]);
    expect(body.items.filter(({ language }) => language === 'cy')).toHaveLength(body.items.length / 2);
  });

  it('keep their words when a change has a placeholder that nobody can fill, or lacks the link: every problem is told', async () => {
    const put = (key: string, text: string) => world.supervisor.put<Problem>(`texts/${key}/en`, { text });
    const unknown = await put('my-link.text', 'Hello ((person)), your ((diagnosis)) is here');
    expect([unknown.status, unknown.body.code]).toEqual([422, 'TEXT.REFUSED']);
    expect(unknown.body.errors).toMatchObject([
      { pointer: '/text', code: 'unknown-placeholder' },
      { pointer: '/text', code: 'placeholder-missing' },
    ]);
    expect((await put('my-link.subject', 'a\nb')).body.errors).toMatchObject([{ code: 'one-line' }]);
    expect((await put('no-such-text', 'Hello')).status).toBe(404);
    expect((await world.linkWorker.put('texts/my.title/en', { text: 'Hello' })).status).toBe(403);
  });

  it.each([
    ['the person wants none', 'not-wanted', 'message-preference', 'PUT', { channel: 'none' }],
    [
      'the person has withdrawn their consent to support',
      'no-consent',
      'consents',
      'POST',
      { purpose: 'support', decision: 'withdrawn', howGiven: 'spoken', byWhom: 'person' },
    ],
  ])('are not sent when %s, which is on record (GV-01)', async (_what, why, path, method, body) => {
    const { id } = await world.openCase();
    const told = await world.supervisor.send(method, `cases/${id}/${path}`, body);
    expect(told.status).toBeLessThan(300);
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    expect(await settled(id, 1)).toMatchObject([{ state: 'skipped', why, channel: null }]);
  });

  it('are not sent when the consent is withdrawn while they wait to be sent (GV-01)', async () => {
    notify.fail({ status: 500, error: 'Exception' }, 1);
    const { id } = await allocated();
    await eventually(async () => {
      const { body } = await world.linkWorker.get<{ items: PersonMessageView[] }>(`cases/${id}/messages`);
      expect(body.items).toMatchObject([{ state: 'queued', attempts: 1 }]);
    });
    await world.consent(id, 'support', 'withdrawn');
    const [message] = await settled(id, 1);
    expect(message).toMatchObject({ state: 'skipped', why: 'no-consent' });
    expect(notify.sent.filter(({ reference }) => reference === message?.id)).toEqual([]);
  });

  it('do not say what happens next to a person who has withdrawn their consent to support, however long nobody was in touch (GV-01)', async () => {
    const { id } = await allocated();
    await settled(id, 1);
    await world.consent(id, 'support', 'withdrawn');
    world.passes({ days: 30 });
    const messages = await settled(id, 2);
    world.itIs(new Date());
    expect(messages.find(({ template }) => template === 'what-happens-next')).toMatchObject({ state: 'skipped', why: 'no-consent' });
  });

  it('are on record as skipped when there is no address to send them to', async () => {
    const { id } = await allocated(NOWHERE);
    expect(await settled(id, 1)).toMatchObject([{ state: 'skipped', why: 'no-address' }]);
  });

  it('are not sent to a person of whom the referrer said that they must not be contacted, unless somebody says why', async () => {
    const { id } = await world.openCase({ contactProhibited: true });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    expect((await settled(id, 1)).map(({ why }) => why)).toEqual(['contact-prohibited']);
    expect((await world.linkWorker.post(`cases/${id}/my-link`, { send: true })).status).toBe(409);
    const despiteContactRule = 'The practice has asked her: she wants the link.';
    const link = await world.linkWorker.post<{ message: string }>(`cases/${id}/my-link`, { send: true, despiteContactRule });
    expect(link.body.message).toBe('queued');
    expect((await settled(id, 2)).map(({ state }) => state).sort()).toEqual(['sent', 'skipped']);
  });

  it('are sent again when the carrier fails, and not twice when it took them before the line dropped', async () => {
    notify.fail({ status: 500, error: 'Exception' }, 1);
    const failing = await allocated();
    expect(await settled(failing.id, 1)).toMatchObject([{ state: 'sent', attempts: 2, why: null }]);
    notify.fail('drop-after-taking', 1);
    const dropped = await allocated();
    const [message] = await settled(dropped.id, 1);
    expect(message).toMatchObject({ state: 'sent', attempts: 2 });
    expect(notify.sent.filter(({ reference }) => reference === message?.id)).toHaveLength(1);
  });

  it('that can never be delivered become an action for the worker: the person is reached in another way', async () => {
    mail.refuse('550 5.1.1 No such user', 1);
    const { id } = await allocated(BY_MAIL);
    expect(await settled(id, 1)).toMatchObject([{ state: 'failed', why: 'smtp-550' }]);
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(body.items).toMatchObject([{ type: 'message-failed', ownerKind: 'worker', doneAt: null }]);
  });

  it('say when a call will come, and apologise for a contact that the service missed (CL-14)', async () => {
    const { id } = await allocated();
    const from = new Date(Date.now() + 86_400_000);
    const until = new Date(from.getTime() + 7_200_000);
    const promise = { from: from.toISOString(), until: until.toISOString(), reason: 'first-call' };
    const promised = await world.linkWorker.post(`cases/${id}/call-backs`, promise);
    expect(promised.status).toBe(201);
    await settled(id, 2);
    expect(await lastOf('call-back-window', id)).toMatch(/We will call you on \w+day \d+ \w+ between \d\d:\d\d and \d\d:\d\d\./);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const { body: planned } = await world.linkWorker.post<{ id: string }>(`cases/${id}/contacts/planned`, {
      mode: 'phone',
      at,
      agreedWith: 'person',
    });
    await world.dataSource.query(`UPDATE planned_contact SET at = now() WHERE id = $1`, [planned.id]);
    const missed = await world.linkWorker.post(`cases/${id}/contacts/${planned.id}/miss`, { by: 'service', reason: 'running-late' });
    expect(missed.status).toBe(200);
    await settled(id, 3);
    expect(await lastOf('apology', id)).toMatch(
      /We are sorry\. It was our mistake, not yours\. Priya Shah will find a new time with you\./,
    );
  });

  it("are read by those who may read the case: another organisation's supervisor gets 404", async () => {
    const { id } = await allocated();
    const stranger = await world.callerOf({ kind: 'person', organisation: world.schemeId, roles: ['supervisor'] });
    expect((await stranger.get(`cases/${id}/messages`)).status).toBe(404);
    expect((await stranger.put(`cases/${id}/message-preference`, { channel: 'none' })).status).toBe(404);
  });

  /** What was sent last of a template, as its words. */
  async function lastOf(template: string, caseId: string): Promise<string> {
    const { body } = await world.supervisor.get<{ items: PersonMessageView[] }>(`cases/${caseId}/messages`);
    const message = body.items.find((each) => each.template === template);
    return notify.sent.find(({ reference }) => reference === message?.id)?.personalisation.text ?? '';
  }

  async function allocated(person: object = PERSON): Promise<CaseView> {
    const { id } = await world.openCase({ person: person as typeof PERSON });
    return (await world.supervisor.post<CaseView>(`cases/${id}/allocate`, { workerId: world.workerId })).body;
  }

  /** The messages of a case, the newest first, when so many are no longer queued. */
  function settled(caseId: string, count: number): Promise<PersonMessageView[]> {
    return eventually(async () => {
      const { body } = await world.supervisor.get<{ items: PersonMessageView[] }>(`cases/${caseId}/messages`);
      expect(body.items.filter(({ state }) => state !== 'queued')).toHaveLength(count);
      return body.items;
    });
  }
});

describe('messages to the person, where there is no way to send them yet', () => {
  it('wait and say so, the service is ready all the same, and they go out when there is one', async () => {
    const world = await World.make();
    const notify = await notifyServer();
    const { id } = await world.allocatedCase();
    const messages = async (): Promise<PersonMessageView[]> =>
      (await world.linkWorker.get<{ items: PersonMessageView[] }>(`cases/${id}/messages`)).body.items;
    expect(await messages()).toMatchObject([{ state: 'queued', why: 'not-configured', attempts: 0, channel: 'sms' }]);
    expect((await fetch(`${world.url}/health/ready`)).status).toBe(200);
    expect(await world.metrics()).toContain('caseload_person_messages_waiting{channel="sms",configured="false"} 1');

    Object.assign(world.env, { NOTIFY_URL: notify.url, NOTIFY_API_KEY: notify.apiKey, NOTIFY_SMS_TEMPLATE_ID: notify.smsTemplate });
    await world.restart(() => Promise.resolve());
    await eventually(() => {
      expect(notify.sent).toMatchObject([{ to: '+447700900123', type: 'sms' }]);
    });
    await world.close();
    await notify.close();
  });
});
