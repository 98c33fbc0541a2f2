import { randomUUID } from 'node:crypto';
import type { ActionView } from '../src/actions/action.dto';
import type { CaseView } from '../src/cases/case.view';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

describe('the actions of a case', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('become its next action with owner and date when they are due first, and give way when they are done (CL-13)', async () => {
    const { id, nextAction: before } = await world.supportedCase();
    const dueAt = inMinutes(10);
    const opened = await world.linkWorker.post<ActionView>(`cases/${id}/actions`, {
      title: 'Ask the library about the reading group',
      dueAt,
    });
    expect(opened).toMatchObject({ status: 201, body: { type: 'task', ownerKind: 'worker', ownerId: null, source: null, doneAt: null } });
    expect((await read(id)).nextAction).toEqual({
      type: 'task',
      title: 'Ask the library about the reading group',
      owner: 'Priya Shah',
      ownerKind: 'worker',
      ownerId: world.workerId,
      actionId: opened.body.id,
      dueAt,
    });
    const done = await world.linkWorker.post<ActionView>(`cases/${id}/actions/${opened.body.id}/complete`, { outcome: 'There is a place' });
    expect(done).toMatchObject({ status: 200, body: { outcome: 'There is a place' } });
    expect((await read(id)).nextAction).toEqual(before);
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(body.items.map(({ title, outcome }) => [title, outcome])).toEqual([
      ['Ask the library about the reading group', 'There is a place'],
    ]);
  });

  it('have other owners than the worker, by part or by name (CL-13)', async () => {
    const { id } = await world.allocatedCase();
    const other = await world.register('Tom Reed');
    await world.linkWorker.post(`cases/${id}/actions`, { title: 'Second opinion', ownerKind: 'supervisor', dueAt: inMinutes(5) });
    expect((await read(id)).nextAction).toMatchObject({ owner: 'Supervisor of Leeds North', ownerKind: 'supervisor', ownerId: null });
    await world.linkWorker.post(`cases/${id}/actions`, { title: 'Call', ownerKind: 'cover', ownerId: other, dueAt: inMinutes(2) });
    expect((await read(id)).nextAction).toMatchObject({ owner: 'Tom Reed', ownerKind: 'cover', ownerId: other });
  });

  it('end with the case, so that nobody is asked for more (CL-13)', async () => {
    const { id } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/actions`, { title: 'Look at the plan', dueAt: inMinutes(60) });
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(body.items).toMatchObject([{ outcome: 'case-closed' }]);
    const late = await world.linkWorker.post<Problem>(`cases/${id}/actions`, { title: 'One more', dueAt: inMinutes(60) });
    expect(late).toMatchObject({ status: 409, body: { code: 'CASE.ACT_NOT_POSSIBLE' } });
  });

  it('are refused whole, each problem named, when due in the past and owned by a stranger', async () => {
    const { id, version } = await world.allocatedCase();
    const wrong = { title: 'Call', ownerId: randomUUID(), dueAt: inMinutes(-60) };
    expect(await world.linkWorker.post<Problem>(`cases/${id}/actions`, wrong)).toMatchObject({
      status: 422,
      body: {
        code: 'ACTION.REFUSED',
        errors: [
          { pointer: '/dueAt', code: 'in-past' },
          { pointer: '/ownerId', code: 'worker-not-of-scheme' },
        ],
      },
    });
    const malformed = await world.linkWorker.post<Problem>(`cases/${id}/actions`, { title: '', ownerKind: 'nobody', dueAt: 'soon' });
    expect(malformed.status).toBe(400);
    expect((await read(id)).version).toBe(version);
  });

  it('are done once, and do not exist outside of the organisation', async () => {
    const { id } = await world.allocatedCase();
    const { body: opened } = await world.linkWorker.post<ActionView>(`cases/${id}/actions`, { title: 'Call', dueAt: inMinutes(5) });
    const path = `cases/${id}/actions/${opened.id}/complete`;
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`cases/${id}/actions`)).status).toBe(404);
    expect((await stranger.post(path, { outcome: 'Done' })).status).toBe(404);
    expect((await world.linkWorker.post(path, { outcome: 'Done' })).status).toBe(200);
    expect(await world.linkWorker.post<Problem>(path, { outcome: 'Again' })).toMatchObject({
      status: 409,
      body: { code: 'ACTION.ALREADY_DONE' },
    });
    expect((await world.linkWorker.post(`cases/${id}/actions/${randomUUID()}/complete`, { outcome: 'Done' })).status).toBe(404);
  });

  async function read(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }
});

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
