import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { AlertView } from '../src/alerts/alert.dto';
import type { InvariantReport } from '../src/invariants/invariant.dto';
import type { CallerOf } from './builders/callers';
import { AGREEMENT, PLAN } from './builders/plans';
import { World } from './builders/world';

describe('the check of the invariants', () => {
  let world: World;
  let operator: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    operator = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['operator'] });
  });

  afterAll(() => world.close());

  it('finds nothing after a case went all its ways: open cases are those allocated and those in the queue (CL-02, CL-13, CL-31)', async () => {
    await world.openCase();
    await world.allocatedCase();
    const { id } = await world.supportedCase();
    await world.connect(id);
    const closed = await world.supportedCase();
    await world.linkWorker.post(`cases/${closed.id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    const report = await check('?everyCase=true');
    expect(report.exceptions).toEqual([]);
    expect(report.checks).toEqual(expect.arrayContaining(['allocated-or-queued', 'has-next-action', 'legal-transitions']));
    const [counts] = await world.dataSource.query<{ open: number; allocated: number; queued: number }[]>(
      `SELECT count(*) FILTER (WHERE status <> 'closed')::integer AS open, count(*) FILTER (WHERE status = 'unallocated')::integer AS queued,
         count(*) FILTER (WHERE status <> 'closed' AND worker_id IS NOT NULL)::integer AS allocated FROM "case"`,
    );
    expect(counts?.open).toBe((counts?.allocated ?? 0) + (counts?.queued ?? 0));
  });

  it('may be asked for by many at once: each is answered, also within one millisecond', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => operator.post('invariants/check', {})));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 200));
  });

  it('alerts once of a case that is neither allocated nor in the queue (CL-02)', async () => {
    const { id, referralId } = await world.allocatedCase();
    await brokenBy('case_allocated_xor_unallocated', `UPDATE "case" SET worker_id = NULL WHERE id = $1`, id);
    await found(id, 'allocated-or-queued');
    await check();
    expect(await alertsOf(id, 'allocated-or-queued')).toHaveLength(1);
    await eventually(() => {
      const said = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'CaseAlertRaised');
      expect(said.map(({ data }) => data.code).filter((code) => code === 'invariant-allocated-or-queued')).toHaveLength(1);
    });
  });

  it('alerts of an open case without next action, forgets it when it is put right, and alerts anew when it is broken again (CL-13)', async () => {
    const { id } = await world.allocatedCase();
    const broken = `UPDATE "case" SET next_action_due_at = NULL WHERE id = $1`;
    await brokenBy('case_open_has_next_action', broken, id);
    await found(id, 'has-next-action');
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'missed', at: new Date().toISOString() });
    expect(await exceptionsOf(id)).toEqual([]);
    await world.dataSource.query(broken, [id]);
    await found(id, 'has-next-action');
    expect(await alertsOf(id, 'has-next-action')).toHaveLength(2);
  });

  it.each([
    ['a step that the state machine does not have', `UPDATE connection_status SET state = 'suggested' WHERE connection_id = $1`],
    ['another last step than its state', `UPDATE connection SET state = 'accepted' WHERE id = $1`],
    ['no history', `DELETE FROM connection_status WHERE connection_id = $1`],
    ['an illegal beginning', `UPDATE connection_status SET state = 'attending' WHERE connection_id = $1`],
    ['a jump', `INSERT INTO connection_status VALUES ($1, 2, 'sustained', NULL, now())`],
  ])('alerts of a connection whose history has %s (CL-31)', async (_what, change) => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id);
    await world.dataSource.query(change, [connectionId]);
    await found(id, 'legal-transitions');
    expect(await alertsOf(id, 'legal-transitions')).toMatchObject([{ workerId: world.workerId }]);
  });

  it.each([
    ['was changed past the trigger', `UPDATE plan SET what_matters = '{"priorities": "Something else"}' WHERE case_id = $1`],
    ['was made a draft again', `UPDATE plan SET state = 'draft' WHERE case_id = $1`],
    ['is gone', `DELETE FROM plan WHERE case_id = $1`],
  ])('alerts of an agreed plan version that %s (CL-08)', async (_what, change) => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/plans`, PLAN);
    expect((await world.linkWorker.post(`cases/${id}/plans/1/agree`, AGREEMENT)).status).toBe(200);
    expect(await exceptionsOf(id)).toEqual([]);
    await expect(world.dataSource.query(change, [id])).rejects.toThrow('An agreed plan does not change');
    await world.dataSource.query(`ALTER TABLE plan DISABLE TRIGGER plan_agreed_is_immutable`);
    await world.dataSource.query(change, [id]);
    await world.dataSource.query(`ALTER TABLE plan ENABLE TRIGGER plan_agreed_is_immutable`);
    await found(id, 'agreed-plans-unchanged');
    expect(await alertsOf(id, 'agreed-plans-unchanged')).toHaveLength(1);
  });

  it('runs every night by itself, on one instance, and sets the next night', async () => {
    const { id } = await world.allocatedCase();
    await brokenBy('case_open_has_next_action', `UPDATE "case" SET next_action_title = '' WHERE id = $1`, id);
    await world.dataSource.query(`UPDATE timer SET due_at = now(), next_try_at = now() WHERE kind = 'invariants.nightly'`);
    await eventually(async () => {
      expect(await alertsOf(id, 'has-next-action')).toHaveLength(1);
    });
    await eventually(async () => {
      const next = await world.dataSource.query<{ due_at: Date }[]>(`SELECT due_at FROM timer WHERE kind = 'invariants.nightly'`);
      expect(next.map(({ due_at }) => due_at.getTime() > Date.now())).toEqual([true]);
    });
  });

  it('looks at closed cases of long ago only when it is asked to', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id);
    await world.dataSource.query(`UPDATE connection SET state = 'accepted' WHERE id = $1`, [connectionId]);
    await world.dataSource.query(`UPDATE case_need SET status = 'ended' WHERE case_id = $1`, [id]);
    await world.dataSource.query(
      `UPDATE "case" SET status = 'closed', closed_at = now() - interval '1 year', closure_reason = 'ended', next_action_type = NULL,
         next_action_due_at = NULL WHERE id = $1`,
      [id],
    );
    await check();
    expect(await exceptionsOf(id)).toEqual([]);
    await check('?everyCase=true');
    await found(id, 'legal-transitions');
  });

  it('is for operators and supervisors, who see the cases of their own organisation', async () => {
    expect((await world.linkWorker.get('invariants/check')).status).toBe(403);
    expect((await world.linkWorker.post('invariants/check', {})).status).toBe(403);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    const seen = (await stranger.get<InvariantReport>('invariants/check')).body;
    expect(seen.exceptions).toEqual([]);
    const own = (await world.supervisor.get<InvariantReport>('invariants/check')).body;
    expect(own.exceptions.length).toBeGreaterThan(0);
    expect((await operator.get<InvariantReport>('invariants/check')).body).toEqual(own);
  });

  async function check(query = ''): Promise<InvariantReport> {
    const { status, body } = await operator.post<InvariantReport>(`invariants/check${query}`, {});
    expect(status).toBe(200);
    return body;
  }

  async function exceptionsOf(id: string): Promise<string[]> {
    return (await check()).exceptions.filter(({ caseId }) => caseId === id).map((each) => each.check);
  }

  async function found(id: string, name: string): Promise<void> {
    expect(await exceptionsOf(id)).toContain(name);
  }

  async function alertsOf(caseId: string, check: string): Promise<AlertView[]> {
    return (await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${caseId}&code=invariant-${check}`)).body.items;
  }

  /** What the database itself refuses: the constraint is taken away first, as a careless migration would. */
  async function brokenBy(constraint: string, change: string, id: string): Promise<void> {
    await world.dataSource.query(`ALTER TABLE "case" DROP CONSTRAINT IF EXISTS ${constraint}`);
    await world.dataSource.query(change, [id]);
  }
});
