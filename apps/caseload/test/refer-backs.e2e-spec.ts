import { randomUUID } from 'node:crypto';
import { AgreementPublished } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import type { ReferBackPage, ReferBackView } from '../src/refer-backs/refer-back.dto';
import type { CallerOf, Problem } from './builders/callers';
import { made, World } from './builders/world';

const CRISIS = { kind: 'crisis', reason: 'risk-to-self', note: 'Cannot go on, she says.' };

const ENDED = { reason: 'ended', ending: 'moved', openNeeds: 'ongoing-elsewhere' };

describe('a crisis refer-back', () => {
  let world: World;
  let clinician: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    const { organisation } = world;
    clinician = await world.callerOf({ kind: 'person', organisation, roles: ['clinician'], name: 'Dr Amina Rahman' });
  });

  afterAll(() => world.close());

  it('leaves at once and says nothing in words, from the queue too; the case stays open and waits for a clinician (CL-22)', async () => {
    const { id, referralId } = await world.openCase();
    const { status, body: sent } = await world.supervisor.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    expect([status, sent.acknowledgedAt]).toEqual([201, null]);
    expect(minutes(sent.referredAt, sent.acknowledgeBy)).toBe(30);
    const [, told] = await world.said(referralId, 'CaseOpened', 'CaseReferredBack');
    expect(told?.data).toEqual({
      ...{ referralId, caseId: id, referBackId: sent.id, kind: 'crisis', concern: 'risk-to-self' },
      ...{ referredAt: sent.referredAt, acknowledgeBy: sent.acknowledgeBy },
    });
    const { body: found } = await world.supervisor.get<CaseView>(`cases/${id}`);
    expect(found.status).toBe('unallocated');
    expect(found.nextAction).toMatchObject({ type: 'crisis-acknowledgement', ownerKind: 'clinician', dueAt: sent.acknowledgeBy });
  });

  it('escalates by an event and an alert each time the minutes of the scheme pass unacknowledged, and asks a supervisor once (CL-22)', async () => {
    const { id, referralId } = await world.supportedCase();
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { crisisAcknowledgeMinutes: 5 });
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    expect(minutes(sent.referredAt, sent.acknowledgeBy)).toBe(5);
    for (const times of [1, 2]) {
      // Its own time, and nothing that moved it: five minutes after it was sent, then five after it escalated.
      const [due] = await acknowledgementDue(sent.id);
      expect(minutes(times === 1 ? sent.referredAt : world.now().toISOString(), due ?? '')).toBeCloseTo(5, 0);
      world.passes({ minutes: 4 });
      expect(await acknowledgementDue(sent.id)).toEqual([due]);
      world.itIs(due ?? '');
      await eventually(() => {
        const told = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'ReferBackEscalated');
        expect(told.map(({ data }) => data.times)).toEqual([1, 2].slice(0, times));
      });
    }
    const alerts = (await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${id}`)).body.items;
    expect(alerts.filter(({ code }) => code === 'crisis-refer-back-unacknowledged')).toHaveLength(2);
    expect(await openActions(id)).toEqual(['crisis-acknowledgement clinician', 'escalation supervisor']);
    expect(await gauge()).toBeGreaterThan(0);
    expect((await world.linkWorker.get<CaseView>(`cases/${id}`)).body.status).toBe('supporting');

    const { body: limbo } = await world.supervisor.get<{ items: { caseId: string; reasons: string[] }[] }>('limbo');
    expect(limbo.items.find(({ caseId }) => caseId === id)?.reasons).toContain('crisis-unacknowledged');

    await clinician.post(`cases/${id}/refer-backs/${sent.id}/acknowledge`, {});
    expect(await openActions(id)).toEqual([]);
    const timers = await world.dataSource.query<object[]>(`SELECT 1 FROM timer WHERE subject_id = $1`, [sent.id]);
    expect(timers).toEqual([]);
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
  });

  it('is acknowledged once, by a clinician who is named, and by nobody else (CL-22)', async () => {
    const { id, referralId } = await world.supportedCase();
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    const path = `cases/${id}/refer-backs/${sent.id}/acknowledge`;
    for (const caller of [world.linkWorker, world.supervisor]) expect((await caller.post(path, {})).status).toBe(403);
    const [waiting] = (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body.items;
    const done = await world.linkWorker.post<Problem>(`cases/${id}/actions/${waiting?.id ?? ''}/complete`, { outcome: 'seen' });
    expect([done.status, done.body.code]).toEqual([409, 'ACTION.CLINICIAN_MUST_ACKNOWLEDGE']);

    const { body: list } = await clinician.get<ReferBackPage>('refer-backs?acknowledged=false&limit=200');
    expect(list.items.find((item) => item.id === sent.id)).toMatchObject({ note: CRISIS.note, workerName: 'Priya Shah' });
    const answer = await clinician.post<ReferBackView>(path, {});
    expect([answer.status, answer.body.acknowledgedBy]).toEqual([200, { name: 'Dr Amina Rahman', organisationId: world.organisation }]);
    const again = await clinician.post<Problem>(path, {});
    expect([again.status, again.body.code]).toEqual([409, 'REFER_BACK.ALREADY_ACKNOWLEDGED']);
    const said = await eventually(() => {
      const told = world.neighbours.saidOf(referralId);
      expect(told.at(-1)?.name).toBe('ReferBackAcknowledged');
      return told;
    });
    expect(said.map(({ raw }) => raw).join()).not.toContain('go on');
    expect((await world.linkWorker.get<CaseView>(`cases/${id}`)).body.status).toBe('supporting');
  });

  it('is there for a clinician of the practice while an agreement is active, and does not exist for them without one (CL-22, ID-01)', async () => {
    const [senderId, stranger] = [randomUUID(), randomUUID()];
    const { id } = await world.openCase({ senderId });
    const { body: sent } = await world.supervisor.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    const theirs = await world.callerOf({ kind: 'person', organisation: senderId, roles: ['clinician'], name: 'Dr Lee' });
    const others = await world.callerOf({ kind: 'person', organisation: stranger, roles: ['clinician'] });
    const path = `cases/${id}/refer-backs/${sent.id}`;
    for (const caller of [theirs, others]) {
      expect((await caller.get(path)).status).toBe(404);
      expect((await caller.get(`cases/${id}/refer-backs`)).status).toBe(404);
      expect((await caller.post(`${path}/acknowledge`, {})).status).toBe(404);
    }
    // Other organisations' agreements, and those for other purposes, let nobody in.
    await world.agree({ partyId: senderId, purposes: ['work-on-cases', 'hear-progress', 'receive-people'] });
    await world.agree({ partyId: randomUUID(), purposes: ['read-agreed-plan'] });
    expect((await theirs.get(path)).status).toBe(404);
    const { schemeId, organisation: organisationId } = world;
    const agreement = { agreementId: randomUUID(), schemeId, organisationId, partyId: senderId, purposes: ['read-agreed-plan'] as const };
    await world.neighbours.publish(
      made(AgreementPublished, { ...agreement, purposes: [...agreement.purposes], validFrom: sent.referredAt }),
    );
    await eventually(async () => {
      expect((await theirs.get(path)).status).toBe(200);
    });
    expect((await others.get(path)).status).toBe(404);
    expect((await theirs.post<ReferBackView>(`${path}/acknowledge`, {})).body.acknowledgedBy).toEqual({
      name: 'Dr Lee',
      organisationId: senderId,
    });
  });

  it('is not there for a clinician of the practice under an agreement that is over, has not begun, or is for another scheme or practice (part of CL-22, ID-01)', async () => {
    const senderId = randomUUID();
    const { id } = await world.openCase({ senderId });
    const { body: sent } = await world.supervisor.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    const theirs = await world.callerOf({ kind: 'person', organisation: senderId, roles: ['clinician'], name: 'Dr Lee' });
    const path = `cases/${id}/refer-backs/${sent.id}`;
    const inDays = (days: number) => new Date(world.now().getTime() + days * 86_400_000).toISOString();
    const { schemeId, organisation: organisationId } = world;
    const between = { schemeId, organisationId, partyId: senderId, purposes: ['read-agreed-plan' as const], validFrom: inDays(-30) };
    const publish = (changes: Partial<AgreementPublished>) =>
      world.neighbours.publish(made(AgreementPublished, { agreementId: randomUUID(), ...between, ...changes }));
    await publish({ validUntil: inDays(-1) });
    await publish({ validFrom: inDays(1) });
    await publish({ schemeId: randomUUID() });
    await publish({ organisationId: randomUUID() });
    await publish({ partyId: randomUUID() });
    // All of them are known: the last one is.
    const [{ count }] = (await eventually(async () => {
      const rows = await world.dataSource.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM agreement_copy WHERE party_id = $1 OR scheme_id = $2`,
        [senderId, schemeId],
      );
      expect(rows[0]?.count).toBeGreaterThanOrEqual(5);
      return rows;
    })) as [{ count: number }];
    expect(count).toBeGreaterThanOrEqual(5);
    for (const hidden of [path, `cases/${id}/refer-backs`, `cases/${id}/risks`]) expect((await theirs.get(hidden)).status).toBe(404);
    expect((await theirs.post(`${path}/acknowledge`, {})).status).toBe(404);
    expect((await theirs.get<ReferBackPage>('refer-backs')).body.items).toEqual([]);
    expect((await theirs.get<{ count: number }>('refer-backs/waiting')).body.count).toBe(0);
    // That which had not begun begins.
    world.passes({ days: 2 });
    expect((await theirs.post<ReferBackView>(`${path}/acknowledge`, {})).body.acknowledgedBy?.name).toBe('Dr Lee');
  });

  it('is refused for a closed case, an unknown reason and a worker of another scheme (CL-22)', async () => {
    const { id } = await world.supportedCase();
    expect((await world.linkWorker.post(`cases/${id}/refer-backs`, { reason: 'bad day' })).status).toBe(400);
    const sub = randomUUID();
    await world.register('Sam Cole', { schemeIds: [await world.anotherScheme()], accountSubject: sub });
    const other = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
    expect((await other.post(`cases/${id}/refer-backs`, CRISIS)).status).toBe(404);
    expect((await other.get(`cases/${id}/refer-backs`)).status).toBe(404);
    await world.linkWorker.post(`cases/${id}/close`, ENDED);
    const late = await world.linkWorker.post<Problem>(`cases/${id}/refer-backs`, CRISIS);
    expect([late.status, late.body.code]).toEqual([409, 'CASE.ACT_NOT_POSSIBLE']);
  });

  async function openActions(id: string): Promise<string[]> {
    const { items } = (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body;
    return items.filter(({ doneAt }) => doneAt === null).map(({ type, ownerKind }) => `${type} ${ownerKind}`);
  }

  async function acknowledgementDue(id: string): Promise<string[]> {
    const due = await world.dataSource.query<{ due_at: Date }[]>(`SELECT due_at FROM timer WHERE subject_id = $1`, [id]);
    return due.map(({ due_at: at }) => at.toISOString());
  }

  async function gauge(): Promise<number> {
    const metrics = await world.metrics();
    return Number(/^caseload_crisis_refer_back_oldest_unacknowledged_seconds(?:\{[^}]*\})? (\S+)$/m.exec(metrics)?.[1]);
  }
});

function minutes(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 60_000;
}
