import { randomUUID } from 'node:crypto';
import { TaskDeclined } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ConnectionView } from '../src/connections/connection.dto';
import type { UnmetNeedView } from '../src/unmet-needs/unmet-need.dto';
import type { Problem } from './builders/callers';
import { made, World } from './builders/world';

describe('needs that nothing could be found for', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  const gapsOf = async (caseId: string) => {
    const { body } = await world.linkWorker.get<{ items: UnmetNeedView[] }>(`cases/${caseId}/unmet-needs`);
    return body.items.map(({ need, reason, area, derived, resolvedAt }) => ({ need, reason, area, derived, open: resolvedAt === null }));
  };
  const at = (caseId: string, id: string) => `cases/${caseId}/connections/${id}`;

  it('are on record once a case with the small area and the reason, however often they are told (CL-32)', async () => {
    const { id } = await world.supportedCase();
    const told = { need: 'bereavement', reason: 'no-provider' };
    const first = await world.linkWorker.post<UnmetNeedView>(`cases/${id}/unmet-needs`, told);
    expect(first).toMatchObject({ status: 201, body: { ...told, area: 'LS6', derived: false, resolvedAt: null } });
    const again = await world.linkWorker.post<UnmetNeedView>(`cases/${id}/unmet-needs`, told);
    expect(again.body.id).toBe(first.body.id);
    expect(await gapsOf(id)).toHaveLength(1);
    const wrong = await world.linkWorker.post<Problem>(`cases/${id}/unmet-needs`, { need: 'gold', reason: 'because', area: 'LS6 2AB' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/area', '/need', '/reason']);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`cases/${id}/unmet-needs`)).status).toBe(404);
  });

  it("have the reason 'transport' while a barrier 'transport' is unresolved, and are resolved with it (CL-33)", async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id, { state: 'suggested' });
    const logged = await world.linkWorker.post<ConnectionView>(`${at(id, connectionId)}/barriers`, { code: 'transport', note: 'No bus' });
    expect(logged).toMatchObject({ status: 201, body: { barriers: [{ code: 'transport', note: 'No bus', resolvedAt: null }] } });
    expect(await gapsOf(id)).toEqual([{ need: 'loneliness', reason: 'transport', area: 'LS6', derived: true, open: true }]);
    const barrier = `${at(id, connectionId)}/barriers/${logged.body.barriers[0]?.id ?? ''}/resolve`;
    const resolved = await world.linkWorker.post<ConnectionView>(barrier, { resolution: 'A lift', costPence: 250 });
    expect(resolved).toMatchObject({ status: 200, body: { barriers: [{ resolution: 'A lift', costPence: 250 }] } });
    expect(await gapsOf(id)).toMatchObject([{ reason: 'transport', open: false }]);
    const resolvedAt = async () =>
      (await world.linkWorker.get<{ items: UnmetNeedView[] }>(`cases/${id}/unmet-needs`)).body.items.find(
        ({ reason }) => reason === 'transport',
      )?.resolvedAt;
    const since = await resolvedAt();
    const twice = await world.linkWorker.post<Problem>(barrier, { resolution: 'A lift' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'BARRIER.ALREADY_RESOLVED' } });
    await world.linkWorker.post(`${at(id, connectionId)}/barriers`, { code: 'money' });
    await world.linkWorker.post(`${at(id, connectionId)}/barriers`, { code: 'time' });
    expect(
      (await gapsOf(id))
        .filter(({ open }) => open)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(['cost', 'timing']);
    // What else is told of the case does not make it later.
    expect(await resolvedAt()).toBe(since);
  });

  it('stay on record when a person recorded them, whatever becomes of the barrier (CL-32)', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id, { state: 'suggested' });
    const { body } = await world.linkWorker.post<ConnectionView>(`${at(id, connectionId)}/barriers`, { code: 'transport' });
    await world.linkWorker.post(`cases/${id}/unmet-needs`, { need: 'loneliness', reason: 'transport' });
    await world.linkWorker.post(`${at(id, connectionId)}/barriers/${body.barriers[0]?.id ?? ''}/resolve`, { resolution: 'A lift' });
    expect(await gapsOf(id)).toMatchObject([{ reason: 'transport', derived: false, open: true }]);
  });

  it("follow from a provider's no when the service is full (CL-32)", async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id);
    const task = world.task((await world.linkWorker.get<CaseView>(`cases/${id}`)).body, connectionId);
    await world.neighbours.publish(made(TaskDeclined, { ...task, reason: 'no-capacity', declinedAt: new Date().toISOString() }));
    await eventually(async () => {
      expect(await gapsOf(id)).toMatchObject([{ need: 'loneliness', reason: 'full', derived: true, open: true }]);
    });
  });
});
