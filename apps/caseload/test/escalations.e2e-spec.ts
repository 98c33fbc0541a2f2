import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import { World } from './builders/world';

const LONG_AGO = new Date(Date.now() - 60 * 86_400_000).toISOString();

describe('when a clock of a case runs out', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('a supervisor is asked to find a link worker for a case that stands in the queue too long, until it is allocated (CL-02)', async () => {
    const { id, allocateBy } = await world.openCase({ receivedAt: LONG_AGO });
    expect(await alert(id, 'allocation-overdue')).toMatchObject({ since: allocateBy, workerId: null });
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    for (const query of ['', `?caseId=${id}`, `?schemeId=${world.schemeId}`])
      expect((await stranger.get<{ items: AlertView[] }>(`alerts${query}`)).body.items).toEqual([]);
    const elsewhere = await world.supervisor.get<{ items: AlertView[] }>(`alerts?schemeId=${await world.anotherScheme()}`);
    expect(elsewhere.body.items).toEqual([]);
    const source = 'clock:allocation';
    expect(await action(id, source)).toMatchObject({ type: 'escalation', ownerKind: 'supervisor', doneAt: null });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    expect(await action(id, source)).toMatchObject({ outcome: 'allocated' });
  });

  it('a case without first contact in time escalates to the supervisor; a voicemail does not end it, a conversation does (CL-12)', async () => {
    const { id, referralId, contactBy } = await allocated(LONG_AGO);
    expect(await alert(id, 'first-contact-overdue')).toMatchObject({ since: contactBy, caseId: id });
    const source = 'clock:first-contact';
    expect(await action(id, source)).toMatchObject({ ownerKind: 'supervisor', doneAt: null });
    const told = await eventually(() => {
      const found = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'CaseAlertRaised');
      expect(found.map(({ data }) => data.code)).toContain('first-contact-overdue');
      return found;
    });
    expect(told.map(({ raw }) => raw).join()).not.toMatch(/Okafor|Grace|LS6|07700/);

    await contact(id, 'missed');
    expect(await action(id, source)).toMatchObject({ doneAt: null });
    await contact(id, 'kept');
    expect(await action(id, source)).toMatchObject({ outcome: 'contacted' });
  });

  it('a case that was allocated 15 days ago and never contacted has an alert of its own, at a threshold of 14, and one that was contacted has none (part of CL-15)', async () => {
    world.itIs('2026-11-12T09:00:00Z');
    const [silent, spoken] = [await allocated(), await allocated()];
    await contact(spoken.id, 'kept');
    expect(await timerOf(silent.id, 'case.not-contacted')).toEqual(['2026-11-26T17:00:00.000Z']);
    expect(await timerOf(spoken.id, 'case.not-contacted')).toEqual([]);
    world.itIs('2026-11-26T16:59:00Z');
    // The clock for the first contact ran out before: its alert is there, that of CL-15 is not.
    await alert(silent.id, 'first-contact-overdue');
    expect((await alertsOf(silent.id)).map(({ code }) => code)).not.toContain('allocated-not-contacted');
    world.itIs('2026-11-27T09:00:00Z');
    const since = '2026-11-12T09:00';
    expect(await alert(silent.id, 'allocated-not-contacted')).toMatchObject({
      since: expect.stringContaining(since) as string,
      workerId: world.workerId,
    });
    expect((await alertsOf(spoken.id)).map(({ code }) => code)).not.toContain('allocated-not-contacted');
  });

  it('an overdue next action raises an alert when its own date has passed, not before (part of CL-13)', async () => {
    world.itIs('2026-11-23T09:00:00Z');
    const { id } = await world.supportedCase();
    // The scheme promises a contact within five working days.
    const due = '2026-11-30T17:00:00.000Z';
    expect((await read(id)).nextAction?.dueAt).toBe(due);
    expect(await timerOf(id, 'case.next-action-overdue')).toEqual([due]);
    world.itIs('2026-11-30T17:01:00Z');
    expect(await alert(id, 'next-action-overdue')).toMatchObject({ since: due });
    expect(await timerOf(id, 'case.allocation-overdue')).toEqual([]);
  });

  it('a review task opens when a contact count is reached and nothing is refused: the contact after it saves (CL-05)', async () => {
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { reviewAtContacts: 3 });
    const { id } = await world.allocatedCase();
    for (const _ of [1, 2]) await contact(id, 'kept');
    expect(await actionsOf(id)).toEqual([]);
    for (const _ of [3, 4]) expect(await contact(id, 'kept')).toBe(201);
    expect(await actionsOf(id)).toMatchObject([{ type: 'review', ownerKind: 'worker', source: 'contacts:3', doneAt: null }]);
    for (const _ of [5, 6]) expect(await contact(id, 'kept')).toBe(201);
    expect((await actionsOf(id)).map(({ source }) => source)).toEqual(['contacts:3', 'contacts:6']);
    expect((await world.linkWorker.get<CaseView>(`cases/${id}`)).body.status).toBe('supporting');
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
  });

  it('a review task opens when support has lasted as long as the scheme says, and the next review has its date (CL-05)', async () => {
    world.itIs('2026-01-05T09:00:00Z');
    const { id } = await world.supportedCase();
    expect((await read(id)).reviewBy).toBe('2026-03-30T16:00:00.000Z');
    expect(await timerOf(id, 'case.review')).toEqual(['2026-03-30T16:00:00.000Z']);
    expect((await actionsOf(id)).filter(({ source }) => source === 'clock:review')).toEqual([]);
    world.itIs('2026-03-30T16:01:00Z');
    expect(await action(id, 'clock:review')).toMatchObject({ type: 'review', doneAt: null });
    // Twelve weeks of working days on: Easter and two Mondays of May lie between.
    expect((await read(id)).reviewBy).toBe('2026-06-26T16:00:00.000Z');
    expect(await contact(id, 'kept')).toBe(201);
  });

  it('nothing is set any more for a case that has closed', async () => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect(await timersOf(id)).toEqual([]);
  });

  async function allocated(receivedAt = world.now().toISOString()): Promise<CaseView> {
    const { id } = await world.openCase({ receivedAt });
    return (await world.supervisor.post<CaseView>(`cases/${id}/allocate`, { workerId: world.workerId })).body;
  }

  async function contact(id: string, outcome: 'kept' | 'missed'): Promise<number> {
    const told = { mode: 'phone', outcome, at: world.now().toISOString() };
    return (await world.linkWorker.post(`cases/${id}/contacts`, told)).status;
  }

  async function read(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }

  async function timersOf(id: string): Promise<{ kind: string; due_at: Date }[]> {
    return world.dataSource.query(`SELECT kind, due_at FROM timer WHERE subject_id = $1`, [id]);
  }

  async function timerOf(id: string, kind: string): Promise<string[]> {
    return (await timersOf(id)).filter((timer) => timer.kind === kind).map(({ due_at: dueAt }) => dueAt.toISOString());
  }

  async function alertsOf(caseId: string): Promise<AlertView[]> {
    return (await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${caseId}`)).body.items;
  }

  function alert(caseId: string, code: string): Promise<AlertView> {
    return eventually(async () => {
      const found = (await alertsOf(caseId)).filter((each) => each.code === code);
      expect(found).toHaveLength(1);
      return found[0] as AlertView;
    });
  }

  async function actionsOf(caseId: string): Promise<ActionView[]> {
    return (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${caseId}/actions`)).body.items;
  }

  function action(caseId: string, source: string): Promise<ActionView> {
    return eventually(async () => {
      const found = (await actionsOf(caseId)).filter((each) => each.source === source);
      expect(found).toHaveLength(1);
      return found[0] as ActionView;
    });
  }
});
