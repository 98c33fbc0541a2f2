import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { CaseView } from '../src/cases/case.view';
import type { ServicePauseView } from '../src/service-pauses/service-pause.dto';
import { World } from './builders/world';

const TRAVEL = { mode: 'walk', minutes: 10, costPence: 0, returnTripPossible: true };

describe('the connections of a service that takes nobody any more', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  const read = async (caseId: string) => (await world.linkWorker.get<CaseView>(`cases/${caseId}`)).body;
  const actionsOf = async (caseId: string) => (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${caseId}/actions`)).body.items;
  const call = (serviceId: string, act: string, body: object) =>
    world.supervisor.post<ServicePauseView>(`services/${serviceId}/${act}`, body);

  /** Waits until caseload has dealt with the event. */
  function heard(eventId: string) {
    return eventually(async () => {
      expect(await world.dataSource.query(`SELECT outcome FROM inbox WHERE event_id = $1`, [eventId])).toEqual([{ outcome: 'handled' }]);
    });
  }

  async function serviceOf(name: string): Promise<string> {
    const serviceId = randomUUID();
    await world.neighbours.publish(world.service({ serviceId, name }));
    await eventually(async () => {
      const { body } = await world.supervisor.get<{ items: { id: string }[] }>('services?limit=200');
      expect(body.items.map(({ id }) => id)).toContain(serviceId);
    });
    return serviceId;
  }

  /** Cases with a connection that is suggested, asked, attending, and one that has ended; their ids. */
  async function connected(serviceId: string): Promise<string[]> {
    const cases = await Promise.all(['suggested', 'asked', 'attending', 'ended'].map(() => world.supportedCase()));
    const [suggested = '', asked = '', attending = '', ended = ''] = cases.map(({ id }) => id);
    await world.connect(suggested, { serviceId, state: 'suggested', travel: TRAVEL });
    await world.connect(asked, { serviceId });
    const there = await world.connect(attending, { serviceId });
    for (const step of ['accept', 'attended', 'attended'])
      await world.linkWorker.post(`cases/${attending}/connections/${there}/${step}`, {});
    const over = await world.connect(ended, { serviceId });
    await world.linkWorker.post(`cases/${ended}/connections/${over}/decline`, { reason: 'other' });
    return [suggested, asked, attending, ended];
  }

  it('rest and get a review task each, as many tasks as live connections, when the directory says it is paused (CL-21)', async () => {
    const serviceId = await serviceOf('Choir');
    const [suggested = '', asked = '', attending = '', ended = ''] = await connected(serviceId);
    await world.neighbours.publish(world.service({ serviceId, name: 'Choir', status: 'temporarily closed' }));
    const found = await eventually(async () => {
      const all = await Promise.all([suggested, asked, attending, ended].map(read));
      expect(all.map(({ connections }) => connections[0]?.state)).toEqual(['paused', 'paused', 'paused', 'declined-by-person']);
      return all;
    });
    expect(found.map(({ connections }) => connections[0]?.pausedFrom)).toEqual(['suggested', 'referred', 'attending', null]);
    const tasks = (await Promise.all([suggested, asked, attending, ended].map(actionsOf))).flat();
    expect(tasks.map(({ type, title, ownerKind, doneAt }) => [type, title, ownerKind, doneAt])).toEqual(
      Array(3).fill(['service-paused', 'Review with the person what to do while Choir is paused', 'worker', null]),
    );
    const refused = await world.linkWorker.post<{ code: string }>(`cases/${ended}/connections`, {
      serviceId,
      levelOfSupport: 'told',
      needs: ['loneliness'],
      consentToShare: true,
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'SERVICE.NOT_OPEN' } });
    const told = world.neighbours.saidOf((await read(suggested)).referralId).map(({ name }) => name);
    expect(told).not.toContain('ConnectionProgressed');
    const sent = await eventually(() => {
      const last = world.neighbours.saidOf(found[2]?.referralId ?? '').at(-1);
      expect(last?.data.state).toBe('paused');
      return last;
    });
    expect(sent?.data.reason).toBeUndefined();
  });

  it.each([
    ['older than', 4],
    ['as old as', 5],
  ])('do not rest by news that is %s what is known of the service', async (_how, sequence) => {
    const serviceId = randomUUID();
    await heard(await world.neighbours.publish(world.service({ serviceId, name: 'Book club' }), { sequence: 5 }));
    const closed = world.service({ serviceId, name: 'Book club', status: 'temporarily closed' });
    await heard(await world.neighbours.publish(closed, { sequence }));
    const { id } = await world.supportedCase();
    await world.connect(id, { serviceId });
    expect((await read(id)).connections).toMatchObject([{ serviceId, state: 'referred' }]);
  });

  it('do so in one call, counted first, and undone in one call (CL-21)', async () => {
    const serviceId = await serviceOf('Walking group');
    const [suggested = '', asked = '', attending = ''] = await connected(serviceId);
    const before = await Promise.all([suggested, asked, attending].map(read));
    expect(await call(serviceId, 'pause', { reason: 'cut', dryRun: true })).toMatchObject({
      status: 200,
      body: { dryRun: true, connections: 3, cases: 3 },
    });
    expect(await Promise.all([suggested, asked, attending].map(read))).toEqual(before);
    expect((await call(serviceId, 'pause', { reason: 'cut', dryRun: false })).body).toEqual({ dryRun: false, connections: 3, cases: 3 });
    expect((await read(attending)).connections[0]).toMatchObject({ state: 'paused', reason: 'service-cut' });
    expect((await call(serviceId, 'pause', { reason: 'cut', dryRun: false })).body).toEqual({ dryRun: false, connections: 0, cases: 0 });

    expect((await call(serviceId, 'resume', { dryRun: true })).body).toEqual({ dryRun: true, connections: 3, cases: 3 });
    expect((await call(serviceId, 'resume', { dryRun: false })).body).toEqual({ dryRun: false, connections: 3, cases: 3 });
    const after = await Promise.all([suggested, asked, attending].map(read));
    expect(after.map(({ connections }) => connections[0]?.state)).toEqual(['suggested', 'referred', 'attending']);
    const tasks = (await Promise.all([suggested, asked, attending].map(actionsOf))).flat();
    expect(tasks.map(({ outcome }) => outcome)).toEqual(['connection-suggested', 'connection-referred', 'connection-attending']);
  });

  it("are another organisation's own: its call changes nothing here, and a link worker may not make it (CL-21)", async () => {
    const serviceId = await serviceOf('Cookery');
    const [, asked = ''] = await connected(serviceId);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    const theirs = await stranger.post<ServicePauseView>(`services/${serviceId}/pause`, { reason: 'closed', dryRun: false });
    expect(theirs.body).toEqual({ dryRun: false, connections: 0, cases: 0 });
    expect((await read(asked)).connections[0]?.state).toBe('referred');
    expect((await world.linkWorker.post(`services/${serviceId}/pause`, { reason: 'closed', dryRun: false })).status).toBe(403);
    expect((await call(randomUUID(), 'pause', { reason: 'closed', dryRun: true })).status).toBe(404);
  });
});
