import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import type { ConsentList } from '../src/consents/consent.dto';
import type { Answer, Problem } from './builders/callers';
import { PERSON, World } from './builders/world';

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

describe('what the person consents to', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('counts by when it was said, not by when it was written down; of the same moment, what was written down later (GV-01)', async () => {
    const { id } = await world.supportedCase();
    await world.consent(id, 'share-with-referrer', 'withdrawn', { at: ago(1) });
    await world.consent(id, 'share-with-referrer', 'given', { at: ago(30) });
    expect(await stateOf(id, 'share-with-referrer')).toMatchObject({
      state: 'withdrawn',
      holds: false,
      since: expect.any(String) as string,
    });
    const at = ago(0);
    await world.consent(id, 'share-with-referrer', 'given', { at });
    expect(await stateOf(id, 'share-with-referrer')).toEqual({ purpose: 'share-with-referrer', state: 'given', holds: true, since: at });
    await world.consent(id, 'share-with-referrer', 'refused', { at });
    expect(await stateOf(id, 'share-with-referrer')).toMatchObject({ state: 'refused', holds: false });
    const { body } = await world.linkWorker.get<ConsentList>(`cases/${id}/consents`);
    expect(body.items.map(({ decision }) => decision)).toEqual(['withdrawn', 'given', 'given', 'refused']);
  });

  it('is taken as said of nothing but support, and of support until the first conversation (GV-01)', async () => {
    const { id } = await world.allocatedCase();
    const shown = async () =>
      (await world.linkWorker.get<ConsentList>(`cases/${id}/consents`)).body.purposes.map(
        ({ state, holds }) => `${state} ${String(holds)}`,
      );
    expect(await shown()).toEqual(['assumed true', ...Array.from({ length: 5 }, () => 'not-asked false')]);
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    expect(await shown()).toEqual(Array.from({ length: 6 }, () => 'not-asked false'));
  });

  it('says for a person under 16 who said yes and why; their no needs neither (part of ID-02)', async () => {
    const birthDate = `${String(new Date().getUTCFullYear() - 12)}-01-01`;
    const { id } = await world.openCase({ person: { ...PERSON, birthDate } });
    const say = (more: object) =>
      world.supervisor.post<ConsentList & Problem>(`cases/${id}/consents`, {
        ...{ purpose: 'support', decision: 'given', howGiven: 'spoken', byWhom: 'parent-or-guardian' },
        ...more,
      });
    const refused = await say({});
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [
        { pointer: '/givenBy', code: 'required-under-16' },
        { pointer: '/reason', code: 'required-under-16' },
      ],
    ]);
    const who = { givenBy: 'Joan Field, mother', reason: 'Has parental responsibility, and the child wants to come.' };
    const { status, body } = await say(who);
    expect([status, body.items]).toMatchObject([201, [who]]);
    expect((await say({ decision: 'withdrawn', byWhom: 'person' })).status).toBe(201);
  });

  describe('when they no longer want to be supported', () => {
    it('refuses what would be new support, with the reason, and keeps what happened before (GV-01)', async () => {
      const { id } = await world.supportedCase();
      const suggested = await world.connect(id, { state: 'suggested', travel: TRAVEL });
      await world.linkWorker.post(`cases/${id}/connections/${suggested}/agree`, {});
      const { body: planned } = await world.linkWorker.post<{ id: string }>(`cases/${id}/contacts/planned`, PLANNED());
      const [mentioned, paused, asked] = [
        await world.connect(id, { state: 'suggested', serviceId: await offered({ providerId: randomUUID(), providerName: 'A choir' }) }),
        await world.connect(id, { serviceId: await offered({ providerId: randomUUID(), providerName: 'A club' }), consentToShare: false }),
        await world.connect(id, { serviceId: await offered({ providerId: randomUUID(), providerName: 'A shed' }), consentToShare: false }),
      ];
      await world.linkWorker.post(`cases/${id}/connections/${paused}/pause`, { reason: 'person-unwell' });
      const no = ago(0.5);
      await world.consent(id, 'support', 'withdrawn', { at: no });
      const contact = { mode: 'phone', outcome: 'kept', at: new Date().toISOString() };
      for (const [path, body] of [
        ['contacts', contact],
        ['contacts', { ...contact, outcome: 'missed' }],
        // A page tells the minute.
        ['contacts', { ...contact, at: `${no.slice(0, 16)}:00.000Z` }],
        ['contacts/planned', PLANNED()],
        ['call-backs', { from: ago(-1), until: ago(-2), reason: 'Wants to know' }],
        ['connections', CONNECT()],
        ['connections', { ...CONNECT(), consentToShare: false }],
        ['connections', { ...CONNECT(), state: 'suggested' }],
        [`connections/${suggested}/refer`, { consentToShare: false }],
        [`connections/${mentioned}/agree`, { travel: TRAVEL }],
        [`connections/${paused}/resume`, {}],
        [`contacts/${planned.id}/reschedule`, { mode: 'phone', at: ago(-2) }],
        ['hand-overs', { connectionId: asked }],
      ] as const)
        stopped(await world.linkWorker.post<Problem>(`cases/${id}/${path}`, body));
      stopped(await world.linkWorker.put<Problem>(`cases/${id}/keep-in-touch`, { tier: 'high' }));

      const before = await world.linkWorker.post(`cases/${id}/contacts`, {
        ...contact,
        at: ago(0.6),
        beforeReferralReason: 'Rang before the referral came in.',
      });
      const ending = await world.linkWorker.post(`cases/${id}/contacts/${planned.id}/keep`, {
        at: new Date().toISOString(),
        note: 'Agreed how to end.',
      });
      expect([before.status, ending.status]).toEqual([201, 200]);
      for (const each of [suggested, mentioned, paused, asked]) await world.linkWorker.post(`cases/${id}/connections/${each}/withdraw`, {});
      const closed = await world.linkWorker.post<CaseView>(`cases/${id}/close`, { reason: 'declined' });
      expect([closed.status, closed.body.status]).toEqual([200, 'closed']);
    });

    it('asks their worker to agree with them how to end, shows the supervisor an alert, once, and both are over when they agree again', async () => {
      const { id } = await world.supportedCase();
      await world.consent(id, 'support', 'given', { at: ago(2) });
      expect(await endings(id)).toEqual([]);
      await world.consent(id, 'support', 'withdrawn', { at: ago(1) });
      await world.consent(id, 'support', 'refused');
      expect(await endings(id)).toMatchObject([{ type: 'agree-ending', ownerKind: 'worker', doneAt: null, outcome: null }]);
      const { body } = await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${id}`);
      expect(body.items.map(({ code, workerId }) => [code, workerId])).toEqual([['support-withdrawn', world.workerId]]);
      // A yes of last week does not undo the no of yesterday.
      await world.consent(id, 'support', 'given', { at: ago(7) });
      expect(await endings(id)).toMatchObject([{ doneAt: null }]);
      await world.consent(id, 'support', 'given');
      expect(await endings(id)).toMatchObject([{ outcome: 'support-given-again' }]);
      expect((await world.linkWorker.post(`cases/${id}/connections`, CONNECT())).status).toBe(201);
    });

    it('plans no further call to keep in touch', async () => {
      const { id } = await world.supportedCase();
      await world.linkWorker.put(`cases/${id}/keep-in-touch`, { tier: 'high' });
      const planned = async () =>
        (await world.linkWorker.get<{ items: { id: string; state: string }[] }>(`cases/${id}/contacts/planned`)).body.items.filter(
          ({ state }) => state === 'planned',
        );
      const [call] = await planned();
      await world.consent(id, 'support', 'withdrawn');
      await world.linkWorker.post(`cases/${id}/contacts/${call?.id ?? ''}/keep`, { at: new Date().toISOString() });
      expect(await planned()).toEqual([]);
    });
  });

  describe('and the agreements with providers', () => {
    it('let no provider know who the person is without an active one for the purpose: asked for by name it is refused with what to do, without a name it goes out (part of ID-01)', async () => {
      const provider = { providerId: randomUUID(), providerName: 'Riverbank Singers' };
      const serviceId = await offered(provider);
      const { id, referralId } = await world.supportedCase();
      const connect = (consentToShare: boolean) =>
        world.linkWorker.post<Problem & { id: string }>(`cases/${id}/connections`, { ...CONNECT(), serviceId, consentToShare });
      for (const changes of [
        { purposes: ['read-agreed-plan', 'work-on-cases', 'hear-progress'] as const },
        { validUntil: '2020-06-01T00:00:00.000Z' },
        { validFrom: '2200-01-01T00:00:00.000Z' },
        { schemeId: randomUUID() },
        { organisationId: randomUUID() },
      ])
        await world.agree({ partyId: provider.providerId, ...(changes as object) });
      const refused = await connect(true);
      expect([refused.status, refused.body.code, refused.body.errors?.[0]]).toMatchObject([
        409,
        'AGREEMENT.MISSING',
        { pointer: '/consentToShare', code: 'no-agreement' },
      ]);
      expect(refused.body.detail).toContain('Riverbank Singers');
      const { body: made, status } = await connect(false);
      expect(status).toBe(201);
      const told = await eventually(() => {
        const found = world.neighbours
          .saidOf(referralId)
          .find(({ name, data }) => name === 'ConnectionRequested' && data.connectionId === made.id);
        if (!found) throw new Error('Nobody was asked yet');
        return found;
      });
      expect(told.data.person).toBeUndefined();
      await world.linkWorker.post(`cases/${id}/connections/${made.id}/withdraw`, {});
      await world.agree({ partyId: provider.providerId });
      expect((await connect(true)).status).toBe(201);
    });

    it('are not needed within one organisation', async () => {
      const serviceId = await offered({ providerId: world.organisation, providerName: 'Leeds North' });
      const { id } = await world.supportedCase();
      expect((await world.linkWorker.post(`cases/${id}/connections`, { ...CONNECT(), serviceId })).status).toBe(201);
    });
  });

  const TRAVEL = { mode: 'bus', minutes: 25, costPence: 400, returnTripPossible: true };
  const PLANNED = () => ({ mode: 'phone', at: ago(-1), agreedWith: 'person' });
  const CONNECT = () => ({ serviceId: world.serviceId, levelOfSupport: 'introduced', needs: ['loneliness'], consentToShare: true });

  function stopped(answer: Answer<Problem>): void {
    expect([answer.status, answer.body.code]).toEqual([409, 'CONSENT.SUPPORT_STOPPED']);
  }

  async function offered(provider: { providerId: string; providerName: string }): Promise<string> {
    const serviceId = randomUUID();
    await world.neighbours.publish(world.service({ serviceId, name: `Singing ${serviceId}`, ...provider }));
    await eventually(async () => {
      const { body } = await world.linkWorker.get<{ items: { id: string }[] }>('services?limit=100');
      expect(body.items.map(({ id }) => id)).toContain(serviceId);
    });
    return serviceId;
  }

  async function stateOf(id: string, purpose: string) {
    const { body } = await world.linkWorker.get<ConsentList>(`cases/${id}/consents`);
    return body.purposes.find((each) => each.purpose === purpose);
  }

  async function endings(id: string): Promise<ActionView[]> {
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    return body.items.filter(({ type }) => type === 'agree-ending');
  }
});
