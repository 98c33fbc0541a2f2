import type { CaseView } from '../src/cases/case.view';
import type { ReferralDetails } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { belongsOn } from '../src/contact-rules/contact-rule.rules';
import { PERSON, World } from './builders/world';

const WHY = 'The practice has asked her: she wants to be rung at work.';
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const now = (): string => new Date().toISOString();

const DETAILS: ReferralDetails = {
  requester: 'Dr Priya Shah',
  reasons: [{ text: 'Lives alone since spring.', resourceType: 'ServiceRequest' }],
  notes: [{ text: 'Partner is controlling; ring the practice, not her.', resourceType: 'ServiceRequest', author: 'Dr Priya Shah' }],
  conditions: [{ text: 'Rheumatoid arthritis', resourceType: 'Condition', status: 'active', from: '2019' }],
  flags: [{ text: 'Dog in the house', resourceType: 'Flag', status: 'active', category: 'Safety' }],
  supportingInfo: [{ text: 'PHQ-9 score: 7', resourceType: 'Observation' }],
  gender: 'female',
  telecoms: [
    { system: 'phone', value: '07700 900123', use: 'mobile' },
    { system: 'phone', value: '0113 496 0000', use: 'home' },
  ],
  addresses: [{ use: 'home', lines: ['1 Example Street', 'Exampleton'], postcode: 'LS6 2AS' }],
  languages: [{ text: 'Urdu', code: 'ur', preferred: true }],
  interpreterRequired: true,
  relatedPersons: [
    {
      name: 'Ngozi Okafor',
      relationship: 'next-of-kin',
      relationshipText: 'Daughter',
      telecoms: [
        { system: 'phone', value: '0113 496 0001', use: 'home' },
        { system: 'phone', value: '07700 900456', use: 'mobile' },
      ],
    },
  ],
};

describe('What the referrer wrote, and how a person may be contacted', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  const allocated = async (changes: Parameters<World['openCase']>[0]): Promise<string> => {
    const { id } = await world.openCase(changes);
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    return id;
  };
  const read = async (id: string): Promise<CaseView> => (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;

  it('stands on the case whole: notes, conditions, flags, address, phones, language, next of kin', async () => {
    const accessNeeds = { codes: ['language'] as ['language'], language: 'ur' };
    const { id } = await world.openCase({ person: { ...PERSON, accessNeeds, referral: DETAILS } });
    const found = await read(id);
    expect(found.referral).toEqual(DETAILS);
    expect(found.accessNeeds).toEqual(accessNeeds);
    expect(found.relatedPersons).toEqual([
      expect.objectContaining({
        ...{ name: 'Ngozi Okafor', relationship: 'next-of-kin', relationshipText: 'Daughter', phone: '07700 900456' },
        ...{ authority: 'none', contactRule: null, fromReferral: true, endedAt: null },
      }),
    ]);
    expect(found.contactRule).toBeNull();
    // A list names the person, and not what was written of them.
    const { body } = await world.linkWorker.get<{ items: Record<string, unknown>[] }>('cases?limit=200');
    const listed = body.items.find((item) => item.id === id);
    expect(listed?.person).not.toHaveProperty('referral');
    expect(listed).not.toHaveProperty('referral');
    const bare = await world.openCase();
    expect(bare.referral).toBeNull();
  });

  it.each([
    ['a contact', 'contacts', () => ({ mode: 'phone', outcome: 'kept', at: now() })],
    ['a planned contact', 'contacts/planned', () => ({ mode: 'phone', at: inAnHour() })],
    ['a call-back', 'call-backs', () => ({ from: now(), until: inAnHour(), reason: 'Wants to hear more' })],
    ['calls to keep in touch', 'keep-in-touch', () => ({ tier: 'medium' })],
    [
      'a connection',
      'connections',
      () => ({ serviceId: world.serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: true }),
    ],
    ['a link that is sent', 'my-link', () => ({ send: true })],
  ])('asks before %s where the referrer says that the person is not to be contacted, and keeps why it was done', async (_, path, told) => {
    const id = await allocated({ contactProhibited: true });
    const method = path === 'keep-in-touch' ? ('put' as const) : ('post' as const);
    const refused = await world.linkWorker[method]<{ code: string; problems: object[] }>(`cases/${id}/${path}`, told());
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'CASE.CONTACT_RULE_STANDS' });
    expect(JSON.stringify(refused.body)).toContain('/despiteContactRule');
    expect(await read(id)).toMatchObject({ contactRuleExceptions: [], contacts: [], connections: [], keepInTouchTier: null });
    const done = await world.linkWorker[method](`cases/${id}/${path}`, { ...told(), despiteContactRule: WHY });
    expect([200, 201]).toContain(done.status);
    const { contactRuleExceptions, contactRule } = await read(id);
    expect(contactRule).toBe('contacting-subject-prohibited');
    expect(contactRuleExceptions).toEqual([expect.objectContaining({ rule: 'contacting-subject-prohibited', reason: WHY })]);
    const audited = await world.dataSource.query<object[]>(
      `SELECT 1 FROM audit_entry WHERE entity_id = $1 AND action LIKE '%-despite-contact-rule' AND actor = $2`,
      [id, world.account],
    );
    expect(audited).toHaveLength(1);
  });

  it('takes what was said when a contact was planned for its record too, and asks anew for another contact', async () => {
    const id = await allocated({ contactProhibited: true });
    const planned = await world.linkWorker.post<{ id: string }>(`cases/${id}/contacts/planned`, {
      ...{ mode: 'phone', at: inAnHour(), despiteContactRule: WHY },
    });
    expect((await world.linkWorker.post(`cases/${id}/contacts/${planned.body.id}/keep`, { at: now() })).status).toBe(200);
    expect((await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: now() })).status).toBe(409);
  });

  it.each([
    ['from their first day on', '2026-11-27', null, null, true],
    ['not before it', '2026-11-28', null, null, false],
    ['to their last day', null, '2026-11-27', null, true],
    ['not after it', null, '2026-11-26', null, false],
    ['always where no day is said', null, null, null, true],
    ['no more once they have ended', null, null, '2026-11-27T09:00:00Z', false],
  ])('counts somebody as belonging to the person %s', async (_when, from, until, endedAt, belongs) => {
    const rows: unknown = await world.dataSource.query(
      `SELECT ${belongsOn(`'2026-11-27'::date`)} AS belongs
       FROM (SELECT $1::date AS from_on, $2::date AS until_on, $3::timestamptz AS ended_at) r`,
      [from, until, endedAt],
    );
    expect(rows).toEqual([{ belongs }]);
  });

  it('asks nothing where no rule stands, nor of a suggestion that nobody is asked about yet', async () => {
    const free = await allocated({});
    expect((await world.linkWorker.post(`cases/${free}/contacts`, { mode: 'phone', outcome: 'kept', at: now() })).status).toBe(201);
    expect((await read(free)).contactRule).toBeNull();
    const id = await allocated({ contactProhibited: true });
    const told = { serviceId: world.serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: true, state: 'suggested' };
    const suggested = await world.linkWorker.post<{ id: string }>(`cases/${id}/connections`, told);
    expect(suggested.status).toBe(201);
    const travel = { mode: 'walk', minutes: 5, costPence: 0, returnTripPossible: true };
    await world.linkWorker.post(`cases/${id}/connections/${suggested.body.id}/agree`, { travel });
    const refer = `cases/${id}/connections/${suggested.body.id}/refer`;
    expect((await world.linkWorker.post(refer, { consentToShare: true })).status).toBe(409);
    expect((await world.linkWorker.post(refer, { consentToShare: true, despiteContactRule: WHY })).status).toBe(200);
  });

  it('tells a provider neither phone nor email of a person who is not to be contacted', async () => {
    const opened = await world.openCase({ contactProhibited: true });
    await world.supervisor.post(`cases/${opened.id}/allocate`, { workerId: world.workerId });
    await world.connect(opened.id, { despiteContactRule: WHY });
    const requested = await eventually(() => {
      const [found] = world.neighbours.saidOf(opened.referralId).filter(({ name }) => name === 'ConnectionRequested');
      if (!found) throw new Error('No provider has been asked yet');
      return found;
    });
    const { person } = requested.data;
    expect(person).toHaveProperty('name');
    expect(person).not.toHaveProperty('phone');
    expect(person).not.toHaveProperty('email');
  });
});
