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

  it('a case that is allocated and not contacted has an alert of its own, by its age, and one that was contacted has none (CL-15)', async () => {
    const [silent, spoken] = [await allocated(new Date().toISOString()), await allocated(new Date().toISOString())];
    await contact(spoken.id, 'kept');
    const { rows } = await timers(silent.id);
    expect(rows).toContain('case.not-contacted');
    expect((await timers(spoken.id)).rows).not.toContain('case.not-contacted');

    // Fifteen working days later.
    const since = new Date(Date.now() - 22 * 86_400_000).toISOString();
    await world.dataSource.query(`UPDATE "case" SET allocated_at = $2 WHERE id = $1`, [silent.id, since]);
    await itIsTime(silent.id, 'case.not-contacted');
    expect(await alert(silent.id, 'allocated-not-contacted')).toMatchObject({ since, workerId: world.workerId });
    expect(await alertsOf(spoken.id)).toEqual([]);
  });

  it('an overdue next action raises an alert once for each date it had (CL-13)', async () => {
    const { id } = await world.supportedCase();
    await world.dataSource.query(`UPDATE "case" SET next_action_due_at = now() - interval '1 day' WHERE id = $1`, [id]);
    await itIsTime(id, 'case.next-action-overdue');
    await alert(id, 'next-action-overdue');
    expect((await timers(id)).rows).not.toContain('case.allocation-overdue');
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
    const { id, reviewBy } = await world.supportedCase();
    expect(new Date(reviewBy ?? '').getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000);
    await world.dataSource.query(`UPDATE "case" SET review_by = now() - interval '1 day' WHERE id = $1`, [id]);
    await itIsTime(id, 'case.review');
    expect(await action(id, 'clock:review')).toMatchObject({ type: 'review', doneAt: null });
    const after = (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
    expect(new Date(after.reviewBy ?? '').getTime()).toBeGreaterThan(Date.now() + 70 * 86_400_000);
    expect(await contact(id, 'kept')).toBe(201);
  });

  it('nothing is set any more for a case that has closed', async () => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect((await timers(id)).rows).toEqual([]);
  });

  async function allocated(receivedAt: string): Promise<CaseView> {
    const { id } = await world.openCase({ receivedAt });
    return (await world.supervisor.post<CaseView>(`cases/${id}/allocate`, { workerId: world.workerId })).body;
  }

  async function contact(id: string, outcome: 'kept' | 'missed'): Promise<number> {
    const { status } = await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome, at: new Date().toISOString() });
    return status;
  }

  async function timers(id: string): Promise<{ rows: string[] }> {
    const rows = await world.dataSource.query<{ kind: string }[]>(`SELECT kind FROM timer WHERE subject_id = $1 ORDER BY kind`, [id]);
    return { rows: rows.map(({ kind }) => kind) };
  }

  async function itIsTime(id: string, kind: string): Promise<void> {
    const set = `UPDATE timer SET due_at = now(), next_try_at = now() WHERE subject_id = $1 AND kind = $2 RETURNING id`;
    expect((await world.dataSource.query<[object[], number]>(set, [id, kind]))[1]).toBe(1);
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
