import { eventually, notifyServer, smtpServer, type NotifyServer, type SmtpServer } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { PersonMessageView } from '../src/person-messages/person-message.dto';
import type { RelatedPersonList, RelatedPersonView } from '../src/related-persons/related-person.dto';
import type { Problem } from './builders/callers';
import { PERSON, World } from './builders/world';

const CARER = { name: 'Ngozi Okafor', relationship: 'carer', contactRule: 'through-carer', phone: '07700 900456' };
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

const hoursAhead = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('Related persons', () => {
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

  const opened = async (...related: object[]): Promise<string> => {
    const { id } = await world.openCase();
    for (const each of related) expect((await world.linkWorker.post(`cases/${id}/related-persons`, each)).status).toBe(201);
    return id;
  };
  const allocate = (id: string) => world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
  const ruleOf = async (id: string): Promise<unknown> => (await world.linkWorker.get<CaseView>(`cases/${id}`)).body.contactRule;
  const listedRuleOf = async (id: string): Promise<unknown> =>
    (await world.linkWorker.get<{ items: CaseView[] }>('cases?limit=200')).body.items.find((item) => item.id === id)?.contactRule;
  /** The messages of a case, the newest first, once there are so many and none waits. */
  const settled = (id: string, count: number): Promise<PersonMessageView[]> =>
    eventually(async () => {
      const { items } = (await world.linkWorker.get<{ items: PersonMessageView[] }>(`cases/${id}/messages`)).body;
      expect(items.map(({ state }) => state === 'queued')).toEqual(Array.from({ length: count }, () => false));
      return items;
    });
  const numbersOf = (messages: readonly PersonMessageView[]): (string | undefined)[] =>
    messages
      .map(({ id }) => notify.sent.find(({ reference }) => reference === id))
      .map((sent) => (sent && 'to' in sent ? sent.to : undefined));

  it('are kept with their authority, contact rule and dates, and end (part of ID-02)', async () => {
    const parent = { name: 'Tom Reed', relationship: 'parent', authority: 'parental-responsibility', from: day(-3), until: day(30) };
    const id = await opened(parent, CARER);
    const list = async (): Promise<RelatedPersonView[]> =>
      (await world.linkWorker.get<RelatedPersonList>(`cases/${id}/related-persons`)).body.items;
    const [tom, ngozi] = await list();
    expect(tom).toMatchObject({ ...parent, contactRule: null, endedAt: null, fromReferral: false });
    expect(ngozi).toMatchObject({ ...CARER, authority: 'none', from: null, until: null });
    expect((await world.linkWorker.post(`cases/${id}/related-persons/${ngozi?.id ?? ''}/end`, {})).status).toBe(200);
    expect((await list())[1]?.endedAt).not.toBeNull();
    const other = await opened();
    expect((await world.linkWorker.post(`cases/${other}/related-persons/${ngozi?.id ?? ''}/end`, {})).status).toBe(404);
    expect((await world.linkWorker.get<CaseView>(`cases/${other}`)).body.relatedPersons).toEqual([]);
  });

  it('messages go to the carer only, whatever they are about, while the contact rule is "through carer" (ID-02)', async () => {
    const id = await opened(CARER);
    await allocate(id);
    const messages = await settled(id, 1);
    expect(numbersOf(messages)).toEqual(['+447700900456']);
    const [carer] = (await world.linkWorker.get<RelatedPersonList>(`cases/${id}/related-persons`)).body.items;
    expect(messages[0]).toMatchObject({ state: 'sent', relatedPersonId: carer?.id });
    const promise = {
      from: hoursAhead(24),
      until: hoursAhead(26),
      reason: 'first-call',
      despiteContactRule: 'Her daughter takes the call.',
    };
    expect((await world.linkWorker.post(`cases/${id}/call-backs`, promise)).status).toBe(201);
    const link = { send: true, despiteContactRule: 'Her daughter opens it with her.' };
    expect((await world.linkWorker.post(`cases/${id}/my-link`, link)).status).toBe(201);
    const all = await settled(id, 3);
    expect(all.map(({ template }) => template).sort()).toEqual(['call-back-window', 'link-worker-named', 'my-link']);
    expect(numbersOf(all)).toEqual(Array.from({ length: 3 }, () => '+447700900456'));
    expect(mail.received).toEqual([]);
    // Without an address of theirs there is none: the person's own is not used in its place.
    const byLetter = await opened({ ...CARER, phone: '0113 496 0001' });
    await allocate(byLetter);
    expect(await settled(byLetter, 1)).toMatchObject([{ state: 'skipped', why: 'no-address' }]);
    expect(notify.sent.filter(({ reference }) => !all.some((message) => message.id === reference))).toEqual([]);
  });

  it('a person is written to themselves before the first day and after the last day of the rule, and once the carer has ended', async () => {
    const later = await opened({ ...CARER, from: day(3) });
    const before = await opened({ ...CARER, from: day(-9), until: day(-3) });
    const ended = await opened(CARER);
    const [{ id: carerId } = { id: '' }] = (await world.linkWorker.get<RelatedPersonList>(`cases/${ended}/related-persons`)).body.items;
    expect([await ruleOf(ended), await listedRuleOf(ended)]).toEqual(['through-carer', 'through-carer']);
    await world.linkWorker.post(`cases/${ended}/related-persons/${carerId}/end`, {});
    for (const id of [later, before, ended]) {
      expect([await ruleOf(id), await listedRuleOf(id)]).toEqual([null, null]);
      await allocate(id);
      expect(numbersOf(await settled(id, 1))).toEqual(['+447700900123']);
    }
  });

  it('the contact rule that came with the referral counts from the first message on', async () => {
    const telecoms = [{ system: 'phone', value: '07700 900789', use: 'mobile' }];
    const relatedPersons = [{ name: 'Ngozi Okafor', relationship: 'carer' as const, telecoms, throughCarer: true }];
    const nothing = { reasons: [], notes: [], conditions: [], flags: [], supportingInfo: [], telecoms: [], addresses: [], languages: [] };
    const { id } = await world.openCase({ person: { ...PERSON, referral: { ...nothing, relatedPersons } } });
    await allocate(id);
    expect(numbersOf(await settled(id, 1))).toEqual(['+447700900789']);
  });

  it('a contact asks first while the rule is "through carer", and names it', async () => {
    const id = await opened(CARER);
    await allocate(id);
    const told = { mode: 'phone', outcome: 'kept', at: new Date().toISOString() };
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/contacts`, told);
    expect([refused.status, refused.body.errors]).toEqual([
      409,
      [expect.objectContaining({ pointer: '/despiteContactRule', code: 'through-carer' })],
    ]);
    const despiteContactRule = 'Rang her daughter, who handed her the phone.';
    expect((await world.linkWorker.post(`cases/${id}/contacts`, { ...told, despiteContactRule })).status).toBe(201);
  });

  it('one through whom the person is contacted needs a phone number or an email address, and a last day that lies after the first', async () => {
    const id = await opened();
    const { name, relationship, contactRule } = CARER;
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/related-persons`, {
      ...{ name, relationship, contactRule, from: '2026-11-02', until: '2026-11-01' },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'RELATED_PERSON.REFUSED']);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/phone', code: 'required' },
      { pointer: '/until', code: 'before-from' },
    ]);
  });
});
