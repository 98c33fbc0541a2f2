import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
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

    world.passes({ hours: 2 });
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
    const said = await eventually(() => {
      // What is overdue meanwhile raises alerts, which are not what this is about.
      const others = world.neighbours.saidOf(referralId).filter(({ name }) => name !== 'CaseAlertRaised');
      const names = ['CaseOpened', 'CaseAllocated', 'ContactRecorded', 'ContactRecorded', 'ContactRecorded'];
      expect(others.map(({ name }) => name)).toEqual(names);
      return others;
    });
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
    const { id } = await world.allocatedCase({ receivedAt: inHours(-24 * 20) });
    // Tried before the two spoke: that they could not be reached then says nothing of now.
    for (const [mode, days] of [
      ['phone', 15],
      ['message', 14],
    ] as const)
      await attempt(id, mode, inHours(-24 * days));
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: inHours(-24 * 10) });
    for (const reason of ['fatigue', 'memory']) await miss(id, { by: 'person', reason });
    await attempt(id, 'phone');
    const close = () => world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'not-reached' });
    expect(await close()).toMatchObject({
      status: 409,
      body: {
        code: 'CASE.NOT_TRIED_ENOUGH',
        errors: [
          { pointer: '/reason', code: 'attempts-lacking', detail: expect.stringContaining('1 of 3') as string },
          { pointer: '/reason', code: 'channels-lacking', detail: expect.stringContaining('1 of 2') as string },
        ],
      },
    });
    // `ended` is no way round it: what else ended the support must be said.
    const ended = await world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'ended', openNeeds: 'ongoing-elsewhere' });
    expect(ended).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ending', code: 'required-when-ended' }] } });
    for (const mode of ['phone', 'message']) await attempt(id, mode);
    expect(await close()).toMatchObject({ status: 409, body: { errors: [{ detail: expect.stringContaining('1 of 3') as string }] } });
    expect((await read(id)).status).toBe('supporting');
    for (const days of ['2 of 3', '3 of 3']) {
      world.passes({ days: 1 });
      await attempt(id, 'phone');
      if (days === '2 of 3') expect((await close()).body.errors).toMatchObject([{ detail: expect.stringContaining(days) as string }]);
    }
    expect(await close()).toMatchObject({ status: 200 });
  });

  it('that found nobody count by the day it was in the United Kingdom, an hour before midnight too (part of CL-16)', async () => {
    const { id } = await world.allocatedCase({ receivedAt: '2026-06-01T09:00:00Z' });
    const close = () => world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'not-reached' });
    // Half past midnight on 2 July, and later that day.
    for (const at of ['2026-07-01T23:30:00Z', '2026-07-02T10:00:00Z', '2026-07-03T10:00:00Z']) await attempt(id, 'phone', at);
    await attempt(id, 'message', '2026-07-03T11:00:00Z');
    expect((await close()).body.errors).toMatchObject([{ code: 'attempts-lacking', detail: expect.stringContaining('2 of 3') as string }]);
    // Half past eleven at night on the first.
    await attempt(id, 'phone', '2026-07-01T22:30:00Z');
    expect(await close()).toMatchObject({ status: 200 });
  });

  it('that lie before the referral need a reason, stop no clock, start no support and count as no attempt (part of CL-12)', async () => {
    const { id, referralId, contactBy, reviewBy } = await world.allocatedCase();
    const earlier = { mode: 'phone', at: '2019-01-14T10:00:00.000Z' };
    const tell = (body: object) => world.linkWorker.post<ContactView & Problem>(`cases/${id}/contacts`, { ...earlier, ...body });
    for (const outcome of ['kept', 'missed'])
      expect(await tell({ outcome })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/at', code: 'before-referral' }] } });
    const beforeReferralReason = 'We supported her once before, for the same need.';
    expect(await tell({ outcome: 'kept', beforeReferralReason })).toMatchObject({
      status: 201,
      body: { first: false, beforeReferralReason },
    });
    for (const [mode, day] of [
      ['phone', '12'],
      ['message', '13'],
      ['phone', '14'],
    ] as const)
      await tell({ mode, outcome: 'missed', at: `2019-02-${day}T10:00:00Z`, beforeReferralReason });
    expect(await read(id)).toMatchObject({
      ...{ status: 'allocated', firstContactAt: null, contactBy, reviewBy, nextAction: { type: 'first-contact', dueAt: contactBy } },
      contacts: [{ beforeReferralReason }, {}, {}, {}],
    });
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'not-reached' });
    expect(refused.body.errors?.map(({ code }) => code)).toEqual(['attempts-lacking', 'channels-lacking']);

    const at = inHours(0);
    expect(await tell({ outcome: 'kept', at, beforeReferralReason })).toMatchObject({ body: { first: true, beforeReferralReason: null } });
    expect(await read(id)).toMatchObject({ status: 'supporting', firstContactAt: at });
    const recorded = await eventually(() => {
      const events = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'ContactRecorded');
      expect(events).toHaveLength(5);
      return events;
    });
    expect(recorded.map(({ data }) => data.first)).toEqual([false, false, false, false, true]);
  });

  it('that were planned and kept at a time before the referral need a reason too, and keep no promise of a call that was made since (part of CL-12, CL-14)', async () => {
    const { id } = await world.allocatedCase();
    const { body: planned } = await plan<PlannedContactView>(id, { at: inHours(1), mode: 'phone' });
    const path = `cases/${id}/contacts/${planned.id}/keep`;
    const early = await world.linkWorker.post<Problem>(path, { at: inHours(-1) });
    expect(early).toMatchObject({ status: 422, body: { errors: [{ pointer: '/at', code: 'before-referral' }] } });
    const { body: promised } = await world.linkWorker.post<{ id: string }>(`cases/${id}/call-backs`, {
      ...{ from: inHours(-2), until: inHours(2), reason: 'Wants to know when the group meets' },
    });
    const made = await world.linkWorker.post<Problem>(`cases/${id}/call-backs/${promised.id}/made`, { at: inHours(-1) });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ pointer: '/at', code: 'before-promise' }] } });
    expect(await world.linkWorker.post(path, { at: inHours(-1), beforeReferralReason: 'Moved here from another scheme' })).toMatchObject({
      status: 200,
      body: { first: false },
    });
    const { body } = await world.linkWorker.get<{ items: { state: string }[] }>(`cases/${id}/call-backs`);
    expect(body.items.map(({ state }) => state)).toEqual(['promised']);
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

  /** A contact is planned, its time passes, and it is marked as missed. */
  async function miss<T>(id: string, body: object) {
    const { body: planned } = await plan<PlannedContactView>(id, { at: inHours(1), mode: 'gp-practice' });
    world.passes({ hours: 2 });
    return world.linkWorker.post<T>(`cases/${id}/contacts/${planned.id}/miss`, body);
  }

  /** Nothing had been agreed, and nobody answered. */
  async function attempt(id: string, mode: string, at = inHours(0)): Promise<void> {
    const told = { mode, outcome: 'missed', at };
    expect((await world.linkWorker.post(`cases/${id}/contacts`, told)).status).toBe(201);
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

  function inHours(hours: number): string {
    return new Date(world.now().getTime() + hours * 3_600_000).toISOString();
  }
});
