import { randomUUID } from 'node:crypto';
import { ReferralWithdrawn } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { CaseView } from '../src/cases/case.view';
import type { HandOverView } from '../src/hand-overs/hand-over.dto';
import type { InvariantReport } from '../src/invariants/invariant.dto';
import type { NeedList } from '../src/needs/need.dto';
import type { ReferBackView } from '../src/refer-backs/refer-back.dto';
import type { RiskList } from '../src/risks/risk.dto';
import type { CallerOf, Problem } from './builders/callers';
import { made, World } from './builders/world';

/** Every reason that a link worker can give, with all that it asks for. */
const REASONS = [
  { reason: 'completed', openNeeds: 'resolved' },
  { reason: 'declined' },
  { reason: 'not-reached' },
  { reason: 'ended', ending: 'moved', openNeeds: 'ongoing-elsewhere' },
  { reason: 'ended', ending: 'other-care', openNeeds: 'ongoing-elsewhere' },
];

const CONCERN = { category: 'financial', detail: 'A neighbour has her bank card.' };

describe('closing a case', () => {
  let world: World;
  let receiver: CallerOf;
  let receiverId: string;

  beforeAll(async () => {
    world = await World.make();
    const sub = randomUUID();
    receiverId = await world.register('Tom Reed', { accountSubject: sub });
    receiver = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
  });

  afterAll(() => world.close());

  it.each(REASONS)(
    'is refused over a risk that nobody has answered, a crisis that waits, and a hand-over: $reason $ending (part of CL-23, CL-18)',
    async (told) => {
      const { id } = await unreachedCase();
      const { body: risks } = await world.linkWorker.post<RiskList>(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
      expect(await close(id, told)).toMatchObject({
        status: 409,
        body: { code: 'CASE.NOT_SETTLED', errors: [{ pointer: `/risks/${risks.items[0]?.id ?? ''}`, code: 'risk-active' }] },
      });
      const { body: crisis } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, { reason: 'risk-to-self' });
      expect((await close(id, told)).body.errors?.map(({ code }) => code)).toEqual(['crisis-unacknowledged']);
      const clinician = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['clinician'] });
      await clinician.post(`cases/${id}/refer-backs/${crisis.id}/acknowledge`, {});
      const { body: handOver } = await world.linkWorker.post<HandOverView>(`cases/${id}/hand-overs`, { toWorkerId: receiverId });
      expect(await close(id, told)).toMatchObject({ status: 409, body: { code: 'CASE.HAND_OVER_UNDER_WAY' } });
      expect(await caseOf(id)).toMatchObject({ status: 'handing-over', closedAt: null });
      await world.linkWorker.post(`cases/${id}/hand-overs/${handOver.id}/withdraw`, {});
      expect(await close(id, told)).toMatchObject({
        status: 200,
        body: { closureReason: told.reason, closureEnding: told.ending ?? null },
      });
      expect((await needsOf(id)).filter(({ status }) => status === 'open')).toEqual([]);
    },
  );

  it.each([
    ['completed', {}],
    ['ended', { ending: 'moved' }],
    ['ended', { ending: 'other-care' }],
  ])('as %s %o asks what came of each need (part of CL-39)', async (reason, more) => {
    const { id } = await world.supportedCase();
    expect((await close(id, { reason, ...more })).body.errors?.map(({ code }) => code)).toEqual(['need-open']);
    expect((await needsOf(id)).map(({ status }) => status)).toEqual(['open']);
  });

  it('says of a person who could not be reached or declined what that leaves of their needs (part of CL-39)', async () => {
    const [unreached, declined] = [await unreachedCase(), await world.supportedCase()];
    await close(unreached.id, { reason: 'not-reached' });
    await close(declined.id, { reason: 'declined' });
    expect((await needsOf(unreached.id)).map(({ status }) => status)).toEqual(['ended']);
    expect((await needsOf(declined.id)).map(({ status }) => status)).toEqual(['declined']);
  });

  it.each([
    [{ reason: 'ended' }, '/ending', 'required-when-ended'],
    [{ reason: 'completed', openNeeds: 'resolved', ending: 'died' }, '/ending', 'only-when-ended'],
    [{ reason: 'declined', withdrawConnections: true }, '/withdrawConnections', 'only-when-ended'],
  ])('%o is refused: `ended` says what happened, and nothing else does', async (told, pointer, code) => {
    const { id, version } = await world.supportedCase();
    expect(await close(id, told)).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
    expect(await caseOf(id)).toMatchObject({ status: 'supporting', version });
  });

  it('when the person moved takes back the live connections with it if the worker says so, else it waits for each', async () => {
    const { id, referralId } = await world.supportedCase();
    const connectionId = await world.connect(id);
    const told = { reason: 'ended', ending: 'moved', openNeeds: 'ongoing-elsewhere' };
    expect(await close(id, told)).toMatchObject({
      status: 409,
      body: { code: 'CASE.CONNECTIONS_LIVE', errors: [{ pointer: `/connections/${connectionId}` }] },
    });
    expect((await close(id, { ...told, withdrawConnections: true })).status).toBe(200);
    expect((await caseOf(id)).connections).toMatchObject([{ state: 'withdrawn', reason: 'withdrawn-by-hub' }]);
    const said = await lastSaid(referralId, 'CaseClosed');
    expect(said.at(-1)?.data).toMatchObject({ reason: 'ended', ending: 'moved' });
    expect(said.at(-2)?.data).toMatchObject({ connectionId, state: 'withdrawn' });
  });

  it('when the person died ends in one act what is open: needs, risks, connections, the hand-over, whose receiver is notified (part of CL-18)', async () => {
    const { id, referralId } = await world.supportedCase();
    await world.connect(id);
    await world.linkWorker.post(`cases/${id}/risks`, { code: 'medication', active: true, note: 'Stopped taking them.' });
    await world.linkWorker.post(`cases/${id}/refer-backs`, { reason: 'medication' });
    await world.linkWorker.post(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
    await world.linkWorker.post(`cases/${id}/contacts/planned`, { at: inDays(1), mode: 'phone' });
    await world.linkWorker.post(`cases/${id}/hand-overs`, { toWorkerId: receiverId });

    expect(await close(id, { reason: 'ended', ending: 'died' })).toMatchObject({
      status: 200,
      body: { status: 'closed', closureReason: 'ended', closureEnding: 'died', connections: [{ state: 'withdrawn' }] },
    });
    expect((await needsOf(id)).map(({ status }) => status)).toEqual(['ended']);
    const { body: risks } = await world.linkWorker.get<RiskList>(`cases/${id}/risks`);
    expect(risks.items.map(({ active, note, liftedReason }) => [active, note, liftedReason])).toEqual([
      [false, 'Stopped taking them.', 'The person died.'],
      [false, null, 'The person died.'],
    ]);
    expect(await handOversOf(id)).toEqual(['withdrawn']);
    expect(await alertsOf(id, receiver)).toMatchObject([{ code: 'closed-with-risk' }, { code: 'hand-over-ended', workerId: receiverId }]);
    const { body: actions } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(actions.items.filter(({ doneAt }) => doneAt === null)).toEqual([]);
    const said = await lastSaid(referralId, 'CaseClosed');
    expect(said.at(-1)?.data).toMatchObject({ reason: 'ended', ending: 'died' });
    expect(said.find(({ name, data }) => name === 'HandOverChanged' && data.state === 'withdrawn')?.data).toMatchObject({
      workerId: receiverId,
    });
  });

  it.each([
    ['a crisis waits for its clinician', (id: string) => refer(id), true],
    ['a concern waits for its lead', (id: string) => world.linkWorker.post(`cases/${id}/safeguarding-concerns`, CONCERN), true],
    ['nothing of the kind waits', () => Promise.resolve(), false],
  ])('when the person died is shown to the supervisor where %s (part of CL-22, GV-05)', async (_what, happen, isShown) => {
    const { id } = await world.supportedCase();
    await happen(id);
    expect((await close(id, { reason: 'ended', ending: 'died' })).status).toBe(200);
    expect((await alertsOf(id, world.supervisor)).some(({ code }) => code === 'closed-with-risk')).toBe(isShown);
  });

  it('because the sender took the referral back ends the hand-over too, and its receiver is notified in the scheme where they look (part of CL-18)', async () => {
    const schemeId = await world.anotherScheme();
    const sub = randomUUID();
    const workerId = await eventually(() => world.register('Uma South', { accountSubject: sub, schemeIds: [schemeId] }));
    const south = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
    const { id, referralId } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
    const started = await world.linkWorker.post<HandOverView>(`cases/${id}/hand-overs`, { toWorkerId: workerId, toSchemeId: schemeId });
    expect(started.status).toBe(201);
    await world.neighbours.publish(made(ReferralWithdrawn, { referralId, status: 'cancelled', withdrawnAt: world.now().toISOString() }));
    await lastSaid(referralId, 'CaseClosed');
    expect(await handOversOf(id)).toEqual(['withdrawn']);
    expect((await needsOf(id)).map(({ status }) => status)).toEqual(['ended']);
    expect(await alertsOf(id, south)).toMatchObject([{ code: 'hand-over-ended', schemeId, workerId }]);
    expect((await alertsOf(id, world.supervisor)).map(({ code }) => code).sort()).toEqual(['closed-with-risk', 'hand-over-ended']);
    const late = await south.post<Problem>(`cases/${id}/hand-overs/${started.body.id}/confirm`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'HAND_OVER.SETTLED' } });
  });

  it('the database itself refuses to close a case under a hand-over (part of CL-18)', async () => {
    const { id } = await world.supportedCase();
    await world.dataSource.query(`UPDATE case_need SET status = 'resolved' WHERE case_id = $1`, [id]);
    await world.linkWorker.post(`cases/${id}/hand-overs`, { toWorkerId: receiverId });
    const closed = `UPDATE "case" SET status = 'closed', closure_reason = 'completed', closed_at = now(), next_action_type = NULL, next_action_due_at = NULL WHERE id = $1`;
    await expect(world.dataSource.query(closed, [id])).rejects.toThrow('being handed over');
  });

  it('leaves nothing open behind it, over all that was done here', async () => {
    const { body } = await world.supervisor.post<InvariantReport>('invariants/check', {});
    expect(body.checks).toEqual(expect.arrayContaining(['closed-with-risk', 'closed-with-need']));
    expect(body.exceptions).toEqual([]);
  });

  function close(id: string, told: object) {
    return world.linkWorker.post<Problem>(`cases/${id}/close`, told);
  }

  /** One who was spoken to once, and then was not reached on three days by two ways. */
  async function unreachedCase(): Promise<CaseView> {
    const found = await world.allocatedCase({ receivedAt: inDays(-20) });
    const contact = (mode: string, outcome: string, days: number) =>
      world.linkWorker.post(`cases/${found.id}/contacts`, { mode, outcome, at: inDays(-days) });
    await contact('phone', 'kept', 10);
    for (const [mode, days] of [
      ['phone', 5],
      ['message', 4],
      ['phone', 3],
    ] as const)
      await contact(mode, 'missed', days);
    return found;
  }

  async function caseOf(id: string): Promise<CaseView> {
    return (await world.supervisor.get<CaseView>(`cases/${id}`)).body;
  }

  async function needsOf(id: string) {
    return (await world.supervisor.get<NeedList>(`cases/${id}/needs`)).body.items;
  }

  async function handOversOf(id: string): Promise<string[]> {
    const { body } = await world.supervisor.get<{ items: HandOverView[] }>(`cases/${id}/hand-overs`);
    return body.items.map(({ state }) => state);
  }

  function refer(id: string): Promise<unknown> {
    return world.linkWorker.post(`cases/${id}/refer-backs`, { reason: 'medication' });
  }

  async function alertsOf(id: string, caller: CallerOf): Promise<AlertView[]> {
    return (await caller.get<{ items: AlertView[] }>(`alerts?caseId=${id}`)).body.items;
  }

  function lastSaid(referralId: string, name: string) {
    return eventually(() => {
      const said = world.neighbours.saidOf(referralId);
      expect(said.at(-1)?.name).toBe(name);
      return said;
    });
  }

  function inDays(days: number): string {
    return new Date(world.now().getTime() + days * 86_400_000).toISOString();
  }
});
