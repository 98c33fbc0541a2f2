import { randomUUID } from 'node:crypto';
import type { ActionView } from '../src/actions/action.dto';
import type { CaseView } from '../src/cases/case.view';
import type { Problem } from './builders/callers';
import { AGREEMENT, day, PLAN } from './builders/plans';
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
    const review = { type: 'review', title: 'Review the support', dueAt: inMinutes(60) };
    await world.linkWorker.post(`cases/${id}/actions`, review);
    await world.linkWorker.post(`cases/${id}/actions`, { title: 'Ring the practice', ownerKind: 'supervisor', dueAt: inMinutes(60) });
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`);
    expect(body.items.map(({ type, outcome }) => [type, outcome])).toEqual([
      ['task', 'case-closed'],
      ['review', 'case-closed'],
      ['task', 'case-closed'],
    ]);
    const late = await world.linkWorker.post<Problem>(`cases/${id}/actions`, { title: 'One more', dueAt: inMinutes(60) });
    expect(late).toMatchObject({ status: 409, body: { code: 'CASE.ACT_NOT_POSSIBLE' } });
  });

  it('are due within a year: further ahead they are refused, wherever they are opened (part of CL-13)', async () => {
    const { id } = await world.supportedCase();
    const { body: needs } = await world.linkWorker.get<{ items: { id: string }[] }>(`cases/${id}/needs`);
    for (const path of [`cases/${id}/actions`, `cases/${id}/needs/${needs.items[0]?.id ?? ''}/actions`]) {
      for (const [days, code] of [
        [-1, 'in-past'],
        [367, 'too-far-ahead'],
      ] as const) {
        const refused = await world.linkWorker.post<Problem>(path, { title: 'Ask the library', dueAt: inMinutes(days * 1440) });
        expect(refused).toMatchObject({ status: 422, body: { code: 'ACTION.REFUSED', errors: [{ pointer: '/dueAt', code }] } });
      }
      expect((await world.linkWorker.post(path, { title: 'Ask the library', dueAt: inMinutes(365 * 1440) })).status).toBe(201);
    }
    const refusals = [
      await world.linkWorker.post<Problem>(`cases/${id}/contacts/planned`, { mode: 'phone', at: inMinutes(367 * 1440) }),
      await world.linkWorker.put<Problem>(`cases/${id}/keep-in-touch`, { tier: 'low', firstAt: inMinutes(367 * 1440) }),
      await world.linkWorker.post<Problem>(`cases/${id}/call-backs`, { from: inMinutes(1), until: inMinutes(367 * 1440), reason: 'News' }),
      await world.linkWorker.post<Problem>(`cases/${id}/blockers`, { blocker: 'assessment', owner: 'OT team', expectedBy: day(368) }),
    ];
    for (const { status, body } of refusals) expect([status, body.errors?.map(({ code }) => code)]).toEqual([422, ['too-far-ahead']]);
    const visit = { mode: 'home-visit', at: inMinutes(60), colleagueId: await world.register('Ann Hill') };
    const long = await world.linkWorker.post<Problem>(`cases/${id}/contacts/planned`, { ...visit, expectedBackAt: inMinutes(60 + 721) });
    expect(long).toMatchObject({ status: 422, body: { errors: [{ pointer: '/expectedBackAt', code: 'too-late' }] } });
    const whole = await world.linkWorker.post(`cases/${id}/contacts/planned`, { ...visit, expectedBackAt: inMinutes(60 + 719) });
    expect(whole.status).toBe(201);
    await world.linkWorker.post(`cases/${id}/plans`, { ...PLAN, goals: [{ text: 'Sing once.', dueOn: day(368) }] });
    const agreed = await world.linkWorker.post<Problem>(`cases/${id}/plans/1/agree`, AGREEMENT);
    expect(agreed.body.errors).toMatchObject([{ pointer: '/goals/0/dueOn', code: 'too-far-ahead' }]);
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
