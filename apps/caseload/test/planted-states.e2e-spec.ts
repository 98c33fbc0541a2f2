import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import type { HandOverView } from '../src/hand-overs/hand-over.dto';
import { FactsInvariant } from '../src/invariants/facts-invariant.service';
import { InvariantChecks } from '../src/invariants/invariant-checks.service';
import type { InvariantReport, RebuildReport } from '../src/invariants/invariant.dto';
import type { MoveView } from '../src/moves/move.dto';
import type { ReallocationView } from '../src/reallocations/reallocation.dto';
import type { ReferBackView } from '../src/refer-backs/refer-back.dto';
import type { CallerOf } from './builders/callers';
import { AGREEMENT, day, PLAN } from './builders/plans';
import { World } from './builders/world';

const CRISIS = { kind: 'crisis', reason: 'risk-to-self', note: 'Cannot go on, she says.' };
const RECORDED = [
  'owner-sees-case',
  'hand-overs',
  'contacts-on-record',
  'closed-leaves-nothing',
  'crisis-watched',
  'looked-at-within-a-year',
  'next-action',
  'limbo-times',
  'timers',
  'promised-dates',
];

/** A state that no door leads to, put into the database by hand: how a case comes to be in it, and the checks, by how their names end, that must name the case. */
interface Planted {
  readonly what: string;
  readonly found: readonly string[];
  readonly plant: (world: World) => Promise<string>;
}

const PLANTED: readonly Planted[] = [
  {
    what: 'an owner who cannot see it (R16)',
    found: ['owner-sees-case'],
    plant: async (world) => {
      const gone = await world.register('Gone Long Ago');
      const { id } = await world.openCase();
      await world.supervisor.post(`cases/${id}/allocate`, { workerId: gone });
      await employmentOver(world, gone);
      return id;
    },
  },
  {
    what: 'an action of somebody who cannot see it',
    found: ['owner-sees-case'],
    plant: async (world) => {
      const gone = await world.register('Gone As Well');
      const { id } = await world.supportedCase();
      await world.supervisor.post(`cases/${id}/actions`, { title: 'Ring the library', ownerId: gone, dueAt: inDays(20) });
      await employmentOver(world, gone);
      return id;
    },
  },
  {
    what: 'an owner of another scheme',
    found: ['owner-sees-case'],
    plant: async (world) => {
      const elsewhere = await world.register('Works Elsewhere', { schemeIds: [await world.anotherScheme()] });
      const { id } = await world.allocatedCase();
      await byHand(world, `UPDATE "case" SET worker_id = $2 WHERE id = $1`, id, elsewhere);
      return id;
    },
  },
  {
    what: 'a hand-over that waits though it has closed (R17)',
    found: ['hand-overs', 'closed-leaves-nothing'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.linkWorker.post(`cases/${id}/hand-overs`, { toWorkerId: await world.register('Tom Reed') });
      await closed(world, id, 'ended');
      return id;
    },
  },
  {
    what: 'an open need though it has closed (R18)',
    found: ['-with-need'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await closed(world, id, 'completed');
      return id;
    },
  },
  {
    what: 'an active risk though it has closed (R18)',
    found: ['-with-risk'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.linkWorker.post(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
      await closed(world, id, 'completed');
      return id;
    },
  },
  {
    what: 'an active risk that only a refer-back answers which nobody has acknowledged',
    found: ['-with-risk', 'crisis-watched'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.linkWorker.post(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
      const { body } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
      await byHand(world, `DELETE FROM timer WHERE subject_id = $1::text`, body.id);
      await closed(world, id, 'completed');
      return id;
    },
  },
  {
    what: 'a next action in 2099 (R19)',
    found: ['looked-at-within-a-year'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.linkWorker.post(`cases/${id}/actions`, { title: 'Ring the library', dueAt: inDays(20) });
      const at = `'2099-01-05T17:00:00Z'`;
      await byHand(world, `UPDATE action SET due_at = ${at} WHERE case_id = $1`, id);
      await byHand(world, `UPDATE "case" SET next_action_due_at = ${at}, overdue_at = ${at} WHERE id = $1`, id);
      await byHand(
        world,
        `UPDATE timer SET due_at = ${at}, next_try_at = ${at} WHERE subject_id = $1::text AND kind = 'case.next-action-overdue'`,
        id,
      );
      return id;
    },
  },
  {
    what: 'no time of limbo and no timers (R20)',
    found: ['limbo-times', 'timers'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await byHand(world, `UPDATE "case" SET overdue_at = NULL WHERE id = $1`, id);
      await byHand(world, `DELETE FROM timer WHERE subject_id = $1::text`, id);
      return id;
    },
  },
  {
    what: 'a crisis that waits for a clinician with its action done and its timer gone (R21)',
    found: ['crisis-watched', 'limbo-times', 'next-action'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      const { body } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
      await byHand(world, `UPDATE action SET done_at = now(), done_by = 'somebody', outcome = 'x' WHERE case_id = $1`, id);
      await byHand(world, `DELETE FROM timer WHERE subject_id = $1::text`, body.id);
      return id;
    },
  },
  {
    what: 'a crisis of long ago whose timer is gone, though the case has closed since (R21)',
    found: ['crisis-watched'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      const { body } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
      await byHand(world, `UPDATE action SET done_at = now(), done_by = 'somebody', outcome = 'x' WHERE case_id = $1`, id);
      await byHand(world, `DELETE FROM timer WHERE subject_id IN ($1::text, $2::text)`, id, body.id);
      await closed(world, id, 'withdrawn', `now() - interval '1 year'`);
      return id;
    },
  },
  {
    what: 'a first contact that is not among its contacts (R22)',
    found: ['contacts-on-record'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await byHand(world, `DELETE FROM contact WHERE case_id = $1`, id);
      return id;
    },
  },
  {
    what: 'another time of first contact than that of any contact (R22)',
    found: ['contacts-on-record'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await byHand(world, `UPDATE "case" SET first_contact_at = first_contact_at - interval '1 day' WHERE id = $1`, id);
      return id;
    },
  },
  {
    what: 'a connection that waits though it has closed (R23)',
    found: ['closed-leaves-nothing'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.connect(id);
      await byHand(world, `DELETE FROM timer WHERE subject_id = $1::text`, id);
      await closed(world, id, 'completed');
      return id;
    },
  },
  {
    what: 'its dates moved to 2099 without a pause (R24)',
    found: ['promised-dates', 'limbo-times', 'next-action'],
    plant: async (world) => {
      const { id } = await world.allocatedCase();
      await byHand(world, `UPDATE "case" SET contact_by = '2099-01-05T17:00:00Z', overdue_at = '2099-01-05T17:00:00Z' WHERE id = $1`, id);
      return id;
    },
  },
  {
    what: 'a first contact promised two days later than it was (R24)',
    found: ['promised-dates'],
    plant: async (world) => {
      const { id } = await world.allocatedCase();
      await byHand(world, `UPDATE "case" SET contact_by = contact_by + interval '2 days' WHERE id = $1`, id);
      return id;
    },
  },
  {
    what: 'a provider who need not answer before 2099 (R24)',
    found: ['promised-dates', 'limbo-times'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.connect(id);
      await byHand(world, `UPDATE connection SET respond_by = '2099-01-05T17:00:00Z' WHERE case_id = $1`, id);
      return id;
    },
  },
  {
    what: 'a place in the queue until 2099 (R24)',
    found: ['promised-dates'],
    plant: async (world) => {
      const { id } = await world.openCase();
      await byHand(world, `UPDATE "case" SET allocate_by = '2099-01-05T17:00:00Z' WHERE id = $1`, id);
      return id;
    },
  },
  {
    what: 'the status `handing-over` without a hand-over (R25)',
    found: ['hand-overs'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await byHand(world, `UPDATE "case" SET status = 'handing-over' WHERE id = $1`, id);
      return id;
    },
  },
  {
    what: 'a hand-over that waits without the status',
    found: ['hand-overs'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.linkWorker.post(`cases/${id}/hand-overs`, { toWorkerId: await world.register('Tom Reed') });
      await byHand(world, `UPDATE "case" SET status = 'supporting' WHERE id = $1`, id);
      return id;
    },
  },
  {
    what: 'another next action than what is due first',
    found: ['next-action'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.linkWorker.post(`cases/${id}/actions`, { title: 'Ring the library', dueAt: inDays(1) });
      await byHand(world, `UPDATE action SET due_at = due_at - interval '1 hour' WHERE case_id = $1`, id);
      return id;
    },
  },
  {
    what: 'more steps of a connection counted than there are',
    found: ['legal-transitions'],
    plant: async (world) => {
      const { id } = await world.supportedCase();
      await world.connect(id);
      await byHand(world, `UPDATE connection SET state_count = state_count + 1 WHERE case_id = $1`, id);
      return id;
    },
  },
  {
    what: 'a status that nobody knows',
    found: ['allocated-or-queued'],
    plant: async (world) => {
      const { id } = await world.allocatedCase();
      await byHand(world, `ALTER TABLE "case" DROP CONSTRAINT IF EXISTS case_status_known`);
      await byHand(world, `UPDATE "case" SET status = 'lost' WHERE id = $1`, id);
      return id;
    },
  },
];

describe('a state that no door leads to', () => {
  let world: World;
  let operator: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    operator = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['operator'] });
  });

  afterAll(() => world.close());

  it('is in none of the cases that go all the ways that there are (part of CL-13)', async () => {
    const other = await world.register('Una Bell');
    await manyWays(world, other);
    const report = await check();
    expect(report.checks).toEqual(expect.arrayContaining(RECORDED));
    expect(report.exceptions).toEqual([]);
    // Nor when the clocks have run out, and what they raise is raised.
    const own = await World.make();
    const { id } = await own.allocatedCase();
    own.passes({ days: 100 });
    const codes = ['allocated-not-contacted', 'first-contact-overdue'];
    await eventually(async () => expect((await alertsOf(id, own)).map(({ code }) => code).sort()).toEqual(codes));
    const late = (await own.supervisor.post<InvariantReport>('invariants/check?everyCase=true', {})).body;
    expect(late.exceptions).toEqual([]);
    await own.close();
  }, 300_000);

  it.each(PLANTED.map((planted) => [planted.what, planted] as const))(
    'is found when a case has %s, and an alert says so once',
    async (_what, planted) => {
      const beside = await world.supportedCase();
      const id = await planted.plant(world);
      const names = await exceptionsOf(id);
      expect(planted.found.filter((end) => !names.some((name) => name.endsWith(end)))).toEqual([]);
      expect(await exceptionsOf(beside.id)).toEqual([]);
      const alerts = (await alertsOf(id)).filter(({ code }) => code.startsWith('invariant-'));
      expect(alerts.map(({ code }) => code).sort()).toEqual(names.map((name) => `invariant-${name}`).sort());
    },
  );

  it('is not an action that is due in a year to the moment, as far ahead as anybody may plan', async () => {
    const checks = new InvariantChecks();
    new FactsInvariant(checks).onModuleInit();
    const sql = new Map(checks.all()).get('looked-at-within-a-year') ?? '';
    const { id } = await world.supportedCase();
    await byHand(world, `UPDATE "case" SET next_action_due_at = '2027-11-30T10:00:00Z' WHERE id = $1`, id);
    const foundAt = (now: string) =>
      world.dataSource.query<object[]>(`WITH scope AS (SELECT $1::uuid AS id), moment AS (SELECT $2::timestamptz AS now) ${sql}`, [
        id,
        now,
      ]);
    expect(await foundAt('2026-11-30T10:00:00.000Z')).toEqual([]);
    expect(await foundAt('2026-11-30T09:59:59.999Z')).toEqual([{ case_id: id }]);
  });

  it('is put right where it follows from the record, with what was changed on record: the timer rings again (part of CL-13)', async () => {
    const own = await World.make();
    const ask = <T>(path: string) => own.supervisor.post<T>(`invariants/${path}`, {});
    const [lost, kept, moved] = [await own.supportedCase(), await own.supportedCase(), await own.allocatedCase()];
    const gone = await own.register('Gone');
    const unseen = await own.openCase();
    await own.supervisor.post(`cases/${unseen.id}/allocate`, { workerId: gone });
    const crisis = await own.supportedCase();
    const { body: sent } = await own.linkWorker.post<ReferBackView>(`cases/${crisis.id}/refer-backs`, CRISIS);
    const dueAt = lost.nextAction?.dueAt ?? '';
    await byHand(
      own,
      `UPDATE "case" SET next_action_type = 'x', next_action_due_at = '2098-01-01Z', overdue_at = NULL WHERE id = $1`,
      lost.id,
    );
    await byHand(own, `DELETE FROM timer WHERE subject_id IN ($1::text, $2::text)`, lost.id, sent.id);
    await byHand(own, `UPDATE "case" SET contact_by = '2099-01-05Z' WHERE id = $1`, moved.id);
    await employmentOver(own, gone);
    await ask('check');

    const stranger = await own.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.post<RebuildReport>('invariants/rebuild', {})).body.changes).toEqual([]);
    // Nobody of ours is looked into because another organisation asks: no timer is set, nor has one rung already.
    const lookedInto = await own.dataSource.query<object[]>(`SELECT 1 FROM timer WHERE kind = 'worker.access' AND subject_id = $1`, [gone]);
    expect(lookedInto).toEqual([]);
    expect((await own.supervisor.get<CaseView>(`cases/${unseen.id}`)).body.status).toBe('allocated');
    expect((await own.linkWorker.post('invariants/rebuild', {})).status).toBe(403);
    const { status, body } = await ask<RebuildReport>('rebuild');
    expect([status, body.isMore]).toEqual([200, false]);
    expect([...new Set(body.changes.map(({ caseId }) => caseId))].sort()).toEqual([lost.id, crisis.id].sort());
    expect(body.changes.filter(({ caseId }) => caseId === lost.id).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['next action', 'overdueAt', 'case.review']),
    );
    expect((await own.supervisor.get<CaseView>(`cases/${lost.id}`)).body.nextAction).toMatchObject({ type: 'follow-up', dueAt });
    expect((await own.supervisor.get<CaseView>(`cases/${kept.id}`)).body.version).toBe(kept.version);
    // A promise that was moved is for people to put right.
    expect((await own.supervisor.get<CaseView>(`cases/${moved.id}`)).body.version).toBe(moved.version);
    await eventually(async () => expect((await own.supervisor.get<CaseView>(`cases/${unseen.id}`)).body.status).toBe('unallocated'));
    const rows = await own.dataSource.query<{ case_id: string; changes: object[] }[]>(`SELECT case_id, changes FROM rebuilt_case`);
    expect(rows.map(({ case_id }) => case_id).sort()).toEqual([lost.id, crisis.id].sort());
    const after = (await ask<InvariantReport>('check')).body.exceptions;
    expect(after.filter(({ caseId }) => caseId !== moved.id)).toEqual([]);
    expect((await ask<RebuildReport>('rebuild')).body.changes).toEqual([]);

    own.itIs(new Date(new Date(dueAt).getTime() + 60_000));
    await eventually(async () => expect((await alertsOf(lost.id, own)).map(({ code }) => code)).toContain('next-action-overdue'));
    await eventually(async () =>
      expect((await alertsOf(crisis.id, own)).map(({ code }) => code)).toContain('crisis-refer-back-unacknowledged'),
    );
    await own.close();
  });

  it('does not come of new settings of a scheme: what follows from them is worked out anew, and no promise moves', async () => {
    const own = await World.make();
    const [waiting, silent] = [await own.supportedCase(), await own.allocatedCase()];
    const limboOf = async (id: string) =>
      (
        await own.dataSource.query<{ overdue_at: Date; not_contacted_at: Date }[]>(
          `SELECT overdue_at, not_contacted_at FROM "case" WHERE id = $1`,
          [id],
        )
      )[0];
    const before = await limboOf(waiting.id);
    await own.supervisor.put(`schemes/${own.schemeId}/settings`, { overdueLimboWorkingDays: 5 });
    await eventually(async () => {
      const after = await limboOf(waiting.id);
      expect(after?.overdue_at.getTime()).toBeGreaterThan(before?.overdue_at.getTime() ?? Infinity);
    });
    const serviceLevels = { allocateWithinWorkingDays: 1, contactWithinWorkingDays: 2, respondWithinWorkingDays: 3 };
    await own.neighbours.publish(own.scheme({ serviceLevels }));
    await eventually(async () => {
      const { nextAction } = (await own.supervisor.get<CaseView>(`cases/${waiting.id}`)).body;
      expect(new Date(nextAction?.dueAt ?? '').getTime()).toBeLessThan(new Date(waiting.nextAction?.dueAt ?? '').getTime());
    });
    const { contactBy } = (await own.supervisor.get<CaseView>(`cases/${silent.id}`)).body;
    expect(contactBy).toBe(silent.contactBy);
    await eventually(async () => {
      const { exceptions } = (await own.supervisor.post<InvariantReport>('invariants/check', {})).body;
      expect(exceptions).toEqual([]);
    });
    await own.close();
  });

  async function check(): Promise<InvariantReport> {
    const { status, body } = await operator.post<InvariantReport>('invariants/check', {});
    expect(status).toBe(200);
    return body;
  }

  async function exceptionsOf(id: string): Promise<string[]> {
    return (await check()).exceptions.filter(({ caseId }) => caseId === id).map((each) => each.check);
  }

  async function alertsOf(caseId: string, where = world): Promise<AlertView[]> {
    return (await where.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${caseId}&limit=200`)).body.items;
  }
});

/** A case for each way that the doors lead, some of them ways back. */
async function manyWays(world: World, other: string): Promise<void> {
  const { supervisor, linkWorker } = world;
  await world.openCase({ receivedAt: new Date(Date.now() - 60 * 86_400_000).toISOString() });
  const paused = await world.allocatedCase();
  await ok(
    linkWorker.post(`cases/${paused.id}/clock-pauses`, { clock: 'first-contact', reason: 'in-hospital', from: day(2), until: day(9) }),
  );
  const missed = await world.allocatedCase();
  await ok(linkWorker.post(`cases/${missed.id}/contacts`, { mode: 'phone', outcome: 'missed', at: world.now().toISOString() }));
  for (const steps of [
    [],
    ['accept'],
    ['accept', 'attended'],
    ['accept', 'attended', 'attended'],
    ['accept', 'attended', 'attended', 'sustain'],
  ]) {
    const { id } = await world.supportedCase();
    const connection = await world.connect(id);
    for (const step of steps) await ok(linkWorker.post(`cases/${id}/connections/${connection}/${step}`, {}));
  }
  const asked = await world.supportedCase();
  await world.connect(asked.id);
  await ok(linkWorker.post(`cases/${asked.id}/clock-pauses`, { clock: 'response', reason: 'person-away', from: day(2), until: day(9) }));
  const busy = await world.supportedCase();
  await ok(linkWorker.post(`cases/${busy.id}/blockers`, { blocker: 'assessment', owner: 'Therapy team', expectedBy: day(20) }));
  await ok(linkWorker.post(`cases/${busy.id}/call-backs`, { from: inDays(1), until: inDays(2), reason: 'News' }));
  await ok(linkWorker.post(`cases/${busy.id}/contacts/planned`, { mode: 'phone', at: inDays(3) }));
  await ok(linkWorker.post(`cases/${busy.id}/actions`, { title: 'One', dueAt: inDays(4) }));
  await ok(linkWorker.post(`cases/${busy.id}/actions`, { title: 'Other', ownerKind: 'cover', ownerId: other, dueAt: inDays(4) }));
  await ok(linkWorker.post(`cases/${busy.id}/plans`, PLAN));
  await ok(linkWorker.post(`cases/${busy.id}/plans/1/agree`, AGREEMENT));
  for (const end of ['confirm', 'withdraw', 'decline', null]) {
    const { id } = await world.supportedCase();
    const { body } = await supervisor.post<HandOverView>(`cases/${id}/hand-overs`, { toWorkerId: other });
    if (end !== null) await ok(supervisor.post(`cases/${id}/hand-overs/${body.id}/${end}`, {}));
  }
  const elsewhere = await world.anotherScheme();
  await eventually(() => ok(supervisor.get(`schemes/${elsewhere}/settings`)));
  for (const isUndone of [false, true]) {
    const { id } = await world.allocatedCase();
    const { body } = await supervisor.post<MoveView>(`cases/${id}/move`, { schemeId: elsewhere, reason: 'Has moved house' });
    if (isUndone) await ok(supervisor.post(`cases/${id}/moves/${body.id ?? ''}/undo`, {}));
  }
  const [leaver, stayer] = [await world.register('Lea Ver'), await world.register('Sta Yer')];
  for (const worker of [leaver, stayer]) {
    const { id } = await world.supportedCase();
    await ok(supervisor.post(`cases/${id}/allocate`, { workerId: worker }));
    const { body } = await supervisor.post<ReallocationView>(`workers/${worker}/reallocate`, { reason: 'Leaves' });
    if (worker === stayer) await ok(supervisor.post(`workers/${worker}/reallocations/${body.id ?? ''}/undo`, {}));
  }
  const crisis = await world.supportedCase();
  await ok(linkWorker.post(`cases/${crisis.id}/refer-backs`, CRISIS));
  const done = await world.supportedCase();
  await ok(linkWorker.post(`cases/${done.id}/close`, { reason: 'completed', openNeeds: 'resolved' }));
}

async function ok(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  expect([body, status < 300]).toEqual([body, true]);
}

/** What the database itself refuses is put there as a careless migration would: without its triggers. */
async function byHand(world: World, sql: string, ...parameters: string[]): Promise<void> {
  await world.dataSource.transaction(async (manager) => {
    await manager.query(`ALTER TABLE "case" DISABLE TRIGGER USER`);
    await manager.query(sql, parameters);
    await manager.query(`ALTER TABLE "case" ENABLE TRIGGER USER`);
  });
}

/** An employment that was over before anything was known of it. */
function employmentOver(world: World, workerId: string): Promise<void> {
  const columns = 'id, worker_id, role, title, employer_id, employer_name, host_id, host_name, wte, valid_from, valid_until';
  return byHand(
    world,
    `INSERT INTO employment (${columns}) VALUES (gen_random_uuid(), $1, 'link-worker', 'x', $2, 'x', $2, 'x', 1, '2025-01-01', '2026-02-01')`,
    workerId,
    world.organisation,
  );
}

function closed(world: World, id: string, reason: string, at = 'now()'): Promise<void> {
  const nothing = `next_action_type = NULL, next_action_due_at = NULL, overdue_at = NULL, hand_over_late_at = NULL, provider_late_at = NULL, crisis_late_at = NULL`;
  return byHand(
    world,
    `UPDATE "case" SET status = 'closed', closed_at = ${at}, closure_reason = '${reason}', ${nothing} WHERE id = $1`,
    id,
  );
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
