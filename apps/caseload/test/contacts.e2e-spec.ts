import { randomUUID } from 'node:crypto';
import type { ActionView } from '../src/actions/action.dto';
import type { CaseView } from '../src/cases/case.view';
import type { PlannedContactView } from '../src/contacts/planned-contact.dto';
import type { MissedContactView } from '../src/contacts/settle-contact.dto';
import type { ContactView } from '../src/contacts/contact.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

const NEEDS = { codes: ['memory', 'fatigue'], note: 'Mornings are best; write down what was agreed.', language: 'cy' };

describe('contacts with the person', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('default to the mode that the person prefers; another one needs a reason, and the refusal names the field (CL-06)', async () => {
    const { id } = await world.supportedCase();
    const undecided = await plan<Problem>(id, { at: inHours(24) });
    expect(undecided).toMatchObject({ status: 422, body: { errors: [{ pointer: '/mode', code: 'required' }] } });
    const preferred = await world.linkWorker.put<CaseView>(`cases/${id}/contact-preference`, { mode: 'phone' });
    expect(preferred).toMatchObject({ status: 200, body: { preferredMode: 'phone' } });

    expect(await plan(id, { at: inHours(24) })).toMatchObject({ status: 201, body: { mode: 'phone', modeReason: null, state: 'planned' } });
    const elsewhere = { at: inHours(48), mode: 'community-venue', place: 'Meeting room of the library' };
    const refused = await plan<Problem>(id, elsewhere);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'CONTACT.REFUSED', errors: [{ pointer: '/reason', code: 'needed-to-override' }] },
    });
    const reason = 'Wants to see the reading group first';
    expect(await plan(id, { ...elsewhere, reason })).toMatchObject({
      status: 201,
      body: { mode: 'community-venue', place: 'Meeting room of the library', modeReason: reason, agreedWith: 'person' },
    });
    expect((await plannedOf(id)).map(({ mode }) => mode)).toEqual(['phone', 'community-venue']);

    const spontaneous = await world.linkWorker.post<ContactView>(`cases/${id}/contacts`, { outcome: 'kept', at: inHours(0) });
    expect(spontaneous).toMatchObject({ status: 201, body: { mode: 'phone', place: null, missedBy: null } });
  });

  it('that are planned are the next action, move when they are rescheduled, and become a contact under the same id when kept (CL-06)', async () => {
    const { id } = await world.supportedCase();
    const { body: planned } = await plan<PlannedContactView>(id, { at: inHours(1), mode: 'gp-practice', place: 'Park Surgery' });
    expect((await read(id)).nextAction).toMatchObject({ type: 'planned-contact', owner: 'Priya Shah', dueAt: planned.at });
    const later = inHours(2);
    const moved = await world.linkWorker.post(`cases/${id}/contacts/${planned.id}/reschedule`, { at: later });
    expect(moved).toMatchObject({ status: 200, body: { id: planned.id, at: later, mode: 'gp-practice', place: 'Park Surgery' } });
    expect((await read(id)).nextAction).toMatchObject({ type: 'planned-contact', dueAt: later });

    const early = await world.linkWorker.post<Problem>(`cases/${id}/contacts/${planned.id}/keep`, {});
    expect(early).toMatchObject({ status: 422, body: { code: 'CONTACT.IN_FUTURE', errors: [{ pointer: '/at' }] } });
    expect((await plannedOf(id)).map(({ state }) => state)).toEqual(['planned']);

    await itWas(planned.id, '1 hour');
    const kept = await world.linkWorker.post<ContactView>(`cases/${id}/contacts/${planned.id}/keep`, { note: 'Came early' });
    expect(kept).toMatchObject({ status: 200, body: { id: planned.id, mode: 'gp-practice', place: 'Park Surgery', outcome: 'kept' } });
    const after = await read(id);
    expect(after.contacts).toHaveLength(2);
    expect(after.nextAction?.type).toBe('follow-up');
    expect((await plannedOf(id)).map(({ state }) => state)).toEqual(['kept']);
    const again = await world.linkWorker.post<Problem>(`cases/${id}/contacts/${planned.id}/miss`, { by: 'person' });
    expect(again).toMatchObject({ status: 409, body: { code: 'CONTACT.SETTLED' } });
  });

  it('that the person missed leave the case open, keep the reason and prompt adjustments once; the service asks, it does not discharge (CL-16)', async () => {
    const { id, referralId } = await world.supportedCase();
    for (const reason of ['fatigue', 'memory']) {
      const missed = await miss<MissedContactView>(id, { by: 'person', reason });
      expect(missed).toMatchObject({ status: 200, body: { outcome: 'missed', missedBy: 'person', missedReason: reason, first: false } });
      expect(missed.body.suggestedAdjustments).toContain('reminder-day-before');
    }
    const found = await read(id);
    expect(found).toMatchObject({ status: 'supporting', nextAction: { owner: 'Priya Shah' } });
    const prompts = (await actionsOf(id)).filter(({ type }) => type === 'adjust-contact');
    expect(prompts).toMatchObject([{ doneAt: null, ownerKind: 'worker' }]);
    expect(prompts[0]?.title).not.toMatch(/fatigue|memory/);
    const said = await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded', 'ContactRecorded', 'ContactRecorded');
    expect(said.slice(3).map(({ data }) => [data.kept, data.missedBy])).toEqual([
      [false, 'person'],
      [false, 'person'],
    ]);
    expect(said.map(({ raw }) => raw).join()).not.toMatch(/fatigue|memory/);

    await plan(id, { at: inHours(24), mode: 'phone', adjustments: ['reminder-same-day'] });
    expect((await actionsOf(id)).find(({ type }) => type === 'adjust-contact')).toMatchObject({ outcome: 'adjusted' });
  });

  it('that the service missed are its own, with an apology to make, and a reason of its own kind (CL-14, CL-16)', async () => {
    const { id } = await world.supportedCase();
    const wrong = await miss<Problem>(id, { by: 'service', reason: 'fatigue' });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason', code: 'not-of-service' }] } });
    expect(await miss(id, { by: 'service', reason: 'staff-absence' })).toMatchObject({
      status: 200,
      body: { missedBy: 'service', missedReason: 'staff-absence', suggestedAdjustments: [] },
    });
    expect((await actionsOf(id)).filter(({ doneAt }) => !doneAt).map(({ type }) => type)).toContain('apology');
  });

  it('that the person missed twice and one call that nobody answered do not close the case as not reached; what is lacking is said (CL-16)', async () => {
    const { id } = await world.supportedCase();
    for (const reason of ['fatigue', 'memory']) await miss(id, { by: 'person', reason });
    await attempt(id, 'phone');
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'not-reached' });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'CASE.NOT_TRIED_ENOUGH',
        errors: [
          { pointer: '/reason', code: 'attempts-lacking', detail: expect.stringContaining('1 of 3') as string },
          { pointer: '/reason', code: 'channels-lacking', detail: expect.stringContaining('1 of 2') as string },
        ],
      },
    });
    expect((await read(id)).status).toBe('supporting');
    for (const mode of ['phone', 'message']) await attempt(id, mode);
    expect(await world.linkWorker.post(`cases/${id}/close`, { reason: 'not-reached' })).toMatchObject({ status: 200 });
  });

  it('save after the twelfth as before it; that the number was reached opens a review task and nothing else (CL-05)', async () => {
    const { id, status } = await world.supportedCase();
    for (let number = 2; number <= 13; number += 1) {
      const kept = await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: inHours(0) });
      expect(kept.status).toBe(201);
    }
    const found = await read(id);
    expect([found.status, found.contacts.length]).toEqual([status, 13]);
    expect((await actionsOf(id)).map(({ type, source, doneAt }) => [type, source, doneAt])).toEqual([['review', 'contacts:12', null]]);
  });

  it('show what the person needs on each of them, held once, and a connection takes it along, sealed (CL-17)', async () => {
    const { id, referralId } = await world.supportedCase();
    const wrong = await world.linkWorker.put<Problem>(`cases/${id}/access-needs`, { codes: ['glasses'], language: 'Welsh, please' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/codes', '/language']);
    expect((await world.linkWorker.put(`cases/${id}/access-needs`, NEEDS)).status).toBe(200);
    await plan(id, { at: inHours(24), mode: 'phone' });
    const found = await read(id);
    expect([found.accessNeeds, ...found.contacts.map(({ accessNeeds }) => accessNeeds)]).toEqual([NEEDS, NEEDS]);
    expect((await plannedOf(id)).map(({ accessNeeds }) => accessNeeds)).toEqual([NEEDS]);

    await world.connect(id);
    const asked = (
      await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded', 'ConnectionRequested', 'ConnectionProgressed')
    )[3];
    expect(asked?.data).toMatchObject({ person: { accessNeeds: NEEDS } });
    expect(asked?.raw).not.toMatch(/memory|Mornings/);
  });

  it('do not exist outside of the organisation, and cannot be planned for a case that has closed or in the past', async () => {
    const { id } = await world.supportedCase();
    const { body: planned } = await plan<PlannedContactView>(id, { at: inHours(1), mode: 'phone' });
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`cases/${id}/contacts/planned`)).status).toBe(404);
    expect((await stranger.post(`cases/${id}/contacts/${planned.id}/keep`, {})).status).toBe(404);
    expect((await world.linkWorker.post(`cases/${id}/contacts/${randomUUID()}/keep`, {})).status).toBe(404);
    const past = await plan<Problem>(id, { at: inHours(-1), mode: 'phone' });
    expect(past).toMatchObject({ status: 422, body: { errors: [{ pointer: '/at', code: 'in-past' }] } });
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect((await plannedOf(id)).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await plan(id, { at: inHours(1), mode: 'phone' })).toMatchObject({ status: 409, body: { code: 'CASE.ACT_NOT_POSSIBLE' } });
  });

  function plan<T>(id: string, body: object) {
    return world.linkWorker.post<T>(`cases/${id}/contacts/planned`, body);
  }

  /** A contact was planned for an hour ago, and is marked as missed. */
  async function miss<T>(id: string, body: object) {
    const { body: planned } = await plan<PlannedContactView>(id, { at: inHours(1), mode: 'gp-practice' });
    await itWas(planned.id, '2 hours');
    return world.linkWorker.post<T>(`cases/${id}/contacts/${planned.id}/miss`, body);
  }

  /** Nothing had been agreed, and nobody answered. */
  async function attempt(id: string, mode: string): Promise<void> {
    const told = { mode, outcome: 'missed', at: inHours(0) };
    expect((await world.linkWorker.post(`cases/${id}/contacts`, told)).status).toBe(201);
  }

  async function itWas(contactId: string, ago: string): Promise<void> {
    await world.dataSource.query(`UPDATE planned_contact SET at = now() - $2::interval WHERE id = $1`, [contactId, ago]);
  }

  async function plannedOf(id: string): Promise<PlannedContactView[]> {
    return (await world.linkWorker.get<{ items: PlannedContactView[] }>(`cases/${id}/contacts/planned`)).body.items;
  }

  async function actionsOf(id: string): Promise<ActionView[]> {
    return (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body.items;
  }

  async function read(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }
});

function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
