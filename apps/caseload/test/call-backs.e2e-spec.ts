import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { CallBackCounts, CallBackView } from '../src/call-backs/call-back.dto';
import type { CaseView } from '../src/cases/case.view';
import { endOfWorkingDay } from '../src/clocks/working-days.rules';
import type { CallerOf, Problem } from './builders/callers';
import { World } from './builders/world';

describe('promised call-backs', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('that pass without a call are missed by the service: counted for the team, with an apology to make, and nothing counts against the person (CL-14)', async () => {
    const found = await world.supportedCase();
    const before = await counts();
    const promised = await promise<CallBackView>(found.id, window(-60, 4));
    expect(promised).toMatchObject({ status: 201, body: { state: 'promised', by: null } });
    expect(await counts()).toMatchObject({ open: before.open + 1, missedByService: before.missedByService });
    expect((await read(found.id)).nextAction).toMatchObject({ type: 'call-back', owner: 'Priya Shah', dueAt: promised.body.until });

    await stateOf(found.id, 'missed-by-service');
    expect(await counts()).toMatchObject({
      missedByService: before.missedByService + 1,
      contactsMissedByPerson: before.contactsMissedByPerson,
    });
    const after = await read(found.id);
    expect(after.contacts).toHaveLength(1);
    const actions = (await actionsOf(found.id)).filter(({ source }) => source === `call-back:${promised.body.id}`);
    expect(actions.map(({ type, outcome }) => [type, outcome])).toEqual([
      ['call-back', 'missed-by-service'],
      ['apology', null],
    ]);
    expect(actions[1]?.dueAt).toBe(endOfWorkingDay(new Date(), 1, 'england').toISOString());
    const told = await saidMissed(found.referralId, 1);
    expect(told[0]?.data).toMatchObject({ callBackId: promised.body.id, schemeId: world.schemeId, workerId: world.workerId });
    expect(told[0]?.raw).not.toMatch(/Okafor|reading group/);

    const late = await world.linkWorker.post<Problem>(`cases/${found.id}/call-backs/${promised.body.id}/made`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'CALL_BACK.SETTLED' } });
  });

  it('are kept by a contact within their window, or by a call that is marked as made, and end with the case (CL-14)', async () => {
    const { id, referralId } = await world.supportedCase();
    await promise(id, window(-60, 600));
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: inSeconds(0) });
    expect((await listed(id)).map(({ state }) => state)).toEqual(['made']);
    const { body: second } = await promise<CallBackView>(id, window(300, 600));
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: inSeconds(0) });
    expect((await listed(id)).map(({ state }) => state)).toEqual(['made', 'promised']);
    const made = await world.linkWorker.post(`cases/${id}/call-backs/${second.id}/made`, {});
    expect(made).toMatchObject({ status: 200, body: { state: 'made' } });
    await promise(id, window(300, 600));
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect((await listed(id)).map(({ state }) => state)).toEqual(['made', 'made', 'cancelled']);
    expect((await actionsOf(id)).filter(({ doneAt }) => doneAt === null)).toEqual([]);
    expect(await timersLeft()).toBe(0);
    expect(world.neighbours.saidOf(referralId).map(({ name }) => name)).not.toContain('CallBackMissed');
  });

  it('that were made in time and written down late are put right, and no apology is owed (CL-14)', async () => {
    const { id } = await world.supportedCase();
    const before = await counts();
    await promise(id, window(-60, 4));
    const calledAt = inSeconds(0);
    await stateOf(id, 'missed-by-service');
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: calledAt });
    expect((await listed(id)).map(({ state }) => state)).toEqual(['made']);
    expect(await counts()).toMatchObject({ missedByService: before.missedByService, made: before.made + 1 });
    expect((await actionsOf(id)).find(({ type }) => type === 'apology')).toMatchObject({ outcome: 'made' });
  });

  it('are refused whole when their window is the wrong way round, over, or for a stranger to keep', async () => {
    const { id } = await world.allocatedCase();
    const told = { from: inSeconds(-60), until: inSeconds(-120), by: randomUUID(), reason: 'Reading group' };
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/call-backs`, told);
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/until before-from',
      '/until in-past',
      '/by worker-not-of-scheme',
    ]);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`cases/${id}/call-backs`)).status).toBe(404);
    expect((await stranger.get<{ items: object[] }>('call-backs/counts')).body.items).toEqual([]);
  });

  it('are counted for a link worker in the schemes that they work for, for a supervisor in all of the organisation', async () => {
    const another = await world.anotherScheme();
    const schemesOf = async (caller: CallerOf): Promise<string[]> =>
      (await caller.get<{ items: CallBackCounts[] }>('call-backs/counts')).body.items.map(({ schemeId }) => schemeId);
    await eventually(async () => {
      expect((await schemesOf(world.supervisor)).sort()).toEqual([world.schemeId, another].sort());
    });
    expect(await schemesOf(world.linkWorker)).toEqual([world.schemeId]);
  });

  it('are missed once when several processes watch, and when they were all stopped as the window passed (CL-14)', async () => {
    const another = await world.startAnother();
    const cases = [await world.supportedCase(), await world.supportedCase(), await world.supportedCase()];
    for (const { id } of cases) await promise(id, window(-60, 2));
    for (const { id } of cases) await stateOf(id, 'missed-by-service');
    for (const { referralId } of cases) await saidMissed(referralId, 1);
    await another.close();

    const { id, referralId } = await world.supportedCase();
    await promise(id, window(-60, 2));
    await world.restart(() =>
      eventually(async () => {
        expect(await world.dataSource.query(`SELECT 1 FROM call_back WHERE case_id = $1 AND until_at < now()`, [id])).toHaveLength(1);
      }),
    );
    await saidMissed(referralId, 1);
    for (const { referralId: other } of cases) await saidMissed(other, 1);
    const rows = await world.dataSource.query<{ state: string }[]>(`SELECT state FROM call_back WHERE case_id = $1`, [id]);
    expect(rows).toEqual([{ state: 'missed-by-service' }]);
    expect(await timersLeft()).toBe(0);
  });

  function promise<T>(id: string, window: { from: string; until: string }) {
    return world.linkWorker.post<T>(`cases/${id}/call-backs`, { ...window, reason: 'When does the reading group meet?' });
  }

  async function listed(id: string): Promise<CallBackView[]> {
    return (await world.linkWorker.get<{ items: CallBackView[] }>(`cases/${id}/call-backs`)).body.items;
  }

  function stateOf(id: string, state: string): Promise<void> {
    return eventually(async () => {
      expect((await listed(id)).map((each) => each.state)).toEqual([state]);
    });
  }

  function saidMissed(referralId: string, times: number) {
    return eventually(() => {
      const said = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'CallBackMissed');
      expect(said).toHaveLength(times);
      return said;
    });
  }

  async function counts(): Promise<CallBackCounts> {
    const { body } = await world.supervisor.get<{ items: CallBackCounts[] }>(`call-backs/counts?schemeId=${world.schemeId}`);
    return body.items[0] as CallBackCounts;
  }

  async function timersLeft(): Promise<number> {
    return (await world.dataSource.query<object[]>(`SELECT 1 FROM timer WHERE kind = 'call-back.window-ends'`)).length;
  }

  async function actionsOf(id: string): Promise<ActionView[]> {
    return (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body.items;
  }

  async function read(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }
});

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function window(from: number, until: number): { from: string; until: string } {
  return { from: inSeconds(from), until: inSeconds(until) };
}
