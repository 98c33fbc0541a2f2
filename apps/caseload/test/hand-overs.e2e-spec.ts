import { randomUUID } from 'node:crypto';
import { TaskAccepted, TaskAttended } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { HandOverView } from '../src/hand-overs/hand-over.dto';
import type { LimboItem } from '../src/limbo/limbo.dto';
import type { CallerOf, Problem } from './builders/callers';
import { made, World } from './builders/world';

describe('handing a person over', () => {
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

  it("stays open and the sender's until the provider says that the person has started (CL-18)", async () => {
    const found = await world.supportedCase();
    const connectionId = await world.connect(found.id);
    const started = await start(found.id, { connectionId });
    expect([started.status, started.body]).toMatchObject([201, { state: 'waiting', connectionId }]);
    expect(await caseOf(found.id)).toMatchObject({ status: 'handing-over', worker: { id: world.workerId } });
    const early = await world.supervisor.post<Problem>(`cases/${found.id}/hand-overs/${started.body.id}/confirm`, {});
    expect([early.status, early.body.code]).toEqual([409, 'HAND_OVER.PROVIDER_CONFIRMS']);

    const task = world.task(found, connectionId);
    await world.neighbours.publish(made(TaskAccepted, { ...task, acceptedAt: now(), waitingList: false }));
    await eventually(async () => expect((await caseOf(found.id)).connections[0]?.state).toBe('accepted'));
    expect((await caseOf(found.id)).status).toBe('handing-over');
    await world.neighbours.publish(made(TaskAttended, { ...task, attendedAt: now(), first: true }));
    await eventually(async () => expect((await caseOf(found.id)).status).toBe('supporting'));
    expect(await listed(found.id)).toMatchObject([{ state: 'confirmed' }]);
    const told = world.neighbours.saidOf(found.referralId).filter(({ name }) => name === 'HandOverChanged');
    await eventually(() =>
      expect(world.neighbours.saidOf(found.referralId).filter(({ name }) => name === 'HandOverChanged')).toHaveLength(2),
    );
    expect(told[0]?.data.state).toBe('waiting');
  });

  it('goes to the other worker when they confirm, not before, and by nobody else (CL-18)', async () => {
    const { id } = await world.supportedCase();
    const { body } = await start(id, { toWorkerId: receiverId });
    expect((await caseOf(id)).worker?.id).toBe(world.workerId);
    const own = await world.linkWorker.post<Problem>(`cases/${id}/hand-overs/${body.id}/confirm`, {});
    expect([own.status, own.body.code]).toEqual([403, 'HAND_OVER.NOT_RECEIVER']);
    const twice = await start<Problem>(id, { toWorkerId: receiverId });
    expect([twice.status, twice.body.code]).toEqual([409, 'CASE.ACT_NOT_POSSIBLE']);
    const confirmed = await receiver.post<HandOverView>(`cases/${id}/hand-overs/${body.id}/confirm`, {});
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'confirmed']);
    expect(await caseOf(id)).toMatchObject({ status: 'supporting', worker: { id: receiverId } });
    const again = await receiver.post<Problem>(`cases/${id}/hand-overs/${body.id}/confirm`, {});
    expect(again.status).toBe(409);
  });

  it('stays with the sender when the receiver or the person says no (CL-18)', async () => {
    const { id } = await world.supportedCase();
    const first = await start(id, { toWorkerId: receiverId });
    const declined = await receiver.post<HandOverView>(`cases/${id}/hand-overs/${first.body.id}/decline`, {});
    expect([declined.status, declined.body.state]).toEqual([200, 'declined']);
    const second = await start(id, { toWorkerId: receiverId });
    const byPerson = await world.linkWorker.post<HandOverView>(`cases/${id}/hand-overs/${second.body.id}/decline`, { by: 'person' });
    expect(byPerson.body.state).toBe('declined-by-person');
    expect(await caseOf(id)).toMatchObject({ status: 'supporting', worker: { id: world.workerId } });
    expect((await listed(id)).map(({ state }) => state)).toEqual(['declined', 'declined-by-person']);
  });

  it('stands in the limbo list when nobody has confirmed in time, and its action ends only with it (CL-18)', async () => {
    const { id } = await world.supportedCase();
    const { body } = await start(id, { toWorkerId: receiverId });
    const { items } = (await world.linkWorker.get<{ items: { id: string; source: string; dueAt: string }[] }>(`cases/${id}/actions`)).body;
    const action = items.find(({ source }) => source === `hand-over:${body.id}`);
    expect(action?.dueAt).toBe(body.confirmBy);
    const done = await world.linkWorker.post<Problem>(`cases/${id}/actions/${action?.id ?? ''}/complete`, { outcome: 'x' });
    expect([done.status, done.body.code]).toEqual([409, 'ACTION.ENDS_WITH_ITS_CAUSE']);
    // The time to confirm has passed.
    expect((await limbo(id))?.reasons ?? []).not.toContain('hand-over-unconfirmed');
    world.itIs(new Date(Date.parse(body.confirmBy) + 60_000));
    expect((await limbo(id))?.reasons).toContain('hand-over-unconfirmed');
    await world.linkWorker.post(`cases/${id}/hand-overs/${body.id}/withdraw`, {});
    expect((await limbo(id))?.reasons ?? []).not.toContain('hand-over-unconfirmed');
    world.itIs(new Date());
  });

  it('moves to the scheme of a worker who does not see it yet, when they confirm (CL-18, CL-41)', async () => {
    const schemeId = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId, name: 'Leeds South' }));
    const sub = randomUUID();
    const workerId = await eventually(() => world.register('Uma South', { accountSubject: sub, schemeIds: [schemeId] }));
    const south = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
    await eventually(async () => expect((await world.supervisor.get(`schemes/${schemeId}/settings`)).status).toBe(200));
    const { id } = await world.supportedCase();
    expect((await start<Problem>(id, { toWorkerId: workerId })).body.errors).toMatchObject([{ code: 'worker-not-of-scheme' }]);
    const { body } = await start(id, { toWorkerId: workerId, toSchemeId: schemeId });
    expect((await south.get(`cases/${id}`)).status).toBe(404);
    expect((await south.post(`cases/${id}/hand-overs/${body.id}/confirm`, {})).status).toBe(200);
    const moved = await south.get<CaseView>(`cases/${id}`);
    expect(moved.body).toMatchObject({ schemeId, worker: { id: workerId }, contacts: [{ outcome: 'kept' }] });
    expect((await world.linkWorker.get(`cases/${id}`)).status).toBe(404);
  });

  it('is refused with every problem, and nothing is changed', async () => {
    const { id, version } = await world.supportedCase();
    const both = await start<Problem>(id, { toWorkerId: world.workerId, connectionId: randomUUID() });
    expect([both.status, both.body.errors?.map(({ code }) => code)]).toEqual([
      422,
      ['one-receiver', 'same-worker', 'connection-not-waiting'],
    ]);
    expect((await caseOf(id)).version).toBe(version);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.post(`cases/${id}/hand-overs`, { toWorkerId: receiverId })).status).toBe(404);
    expect((await stranger.get(`cases/${id}/hand-overs`)).status).toBe(404);
  });

  function start<T = HandOverView>(id: string, told: object) {
    return world.linkWorker.post<T>(`cases/${id}/hand-overs`, told);
  }

  async function caseOf(id: string): Promise<CaseView> {
    return (await world.supervisor.get<CaseView>(`cases/${id}`)).body;
  }

  async function listed(id: string): Promise<HandOverView[]> {
    return (await world.linkWorker.get<{ items: HandOverView[] }>(`cases/${id}/hand-overs`)).body.items;
  }

  async function limbo(id: string): Promise<LimboItem | undefined> {
    return (await world.supervisor.get<{ items: LimboItem[] }>('limbo?limit=200')).body.items.find(({ caseId }) => caseId === id);
  }
});

function now(): string {
  return new Date().toISOString();
}
