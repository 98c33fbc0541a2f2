import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { MoveView } from '../src/moves/move.dto';
import type { Problem } from './builders/callers';
import { PERSON, World } from './builders/world';

describe('moving a case', () => {
  let world: World;
  const southId = randomUUID();

  beforeAll(async () => {
    world = await World.make();
    const serviceLevels = { allocateWithinWorkingDays: 9, contactWithinWorkingDays: 19, respondWithinWorkingDays: 10 };
    const areas = ['Camden', 'Islington', 'Haringey'];
    await world.neighbours.publish(world.scheme({ schemeId: southId, name: 'South', serviceLevels, areas, eligibility: { minAge: 65 } }));
    await eventually(async () => expect((await world.supervisor.get(`schemes/${southId}/settings`)).status).toBe(200));
  });

  afterAll(() => world.close());

  it('to another scheme shows first what would happen, then keeps the contact log, starts new clocks, and can be undone (CL-41)', async () => {
    const before = await world.supportedCase();
    const told = { schemeId: southId, area: 'Camden', reason: 'Has moved house' };
    const dry = await move(before.id, { ...told, dryRun: true });
    expect([dry.status, dry.body]).toMatchObject([
      200,
      { id: null, dryRun: true, schemeId: southId, area: 'Camden', staysWithWorker: false },
    ]);
    expect(await caseOf(before.id)).toEqual(expect.objectContaining({ schemeId: world.schemeId, version: before.version }));

    const done = await move(before.id, told);
    const after = await caseOf(before.id);
    expect(after).toMatchObject({ schemeId: southId, area: 'Camden', status: 'unallocated', worker: null, referralId: before.referralId });
    expect(after.contacts).toEqual(before.contacts);
    expect(after.allocateBy > before.allocateBy && after.contactBy > before.contactBy).toBe(true);
    expect([after.allocateBy, after.contactBy]).toEqual([dry.body.allocateBy, dry.body.contactBy]);
    expect((await world.linkWorker.get(`cases/${before.id}`)).status).toBe(404);

    const undone = await world.supervisor.post<CaseView>(`cases/${before.id}/moves/${done.body.id ?? ''}/undo`, {});
    expect(undone.status).toBe(200);
    const { allocateBy, contactBy, contacts, status, worker } = before;
    expect(await caseOf(before.id)).toMatchObject({
      schemeId: world.schemeId,
      area: null,
      allocateBy,
      contactBy,
      contacts,
      status,
      worker,
    });
    const events = ['CaseOpened', 'CaseAllocated', 'ContactRecorded', 'CaseMoved', 'CaseQueued', 'CaseAllocated', 'CaseMoved'];
    const said = await world.said(before.referralId, ...events);
    expect(said[3]?.data).toMatchObject({ fromSchemeId: world.schemeId, schemeId: southId, area: 'Camden' });
    expect(said[6]?.data).toMatchObject({ fromSchemeId: southId, schemeId: world.schemeId });
  });

  it('to another area of its scheme keeps worker and clocks; what has changed since is not undone', async () => {
    const before = await world.supportedCase();
    const done = await move(before.id, { area: 'Hyde Park', reason: 'Has moved house' });
    expect(done.body).toMatchObject({ staysWithWorker: true, allocateBy: before.allocateBy, contactBy: before.contactBy });
    await world.linkWorker.post(`cases/${before.id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    const late = await world.supervisor.post<Problem>(`cases/${before.id}/moves/${done.body.id ?? ''}/undo`, {});
    expect([late.status, late.body.code]).toEqual([409, 'MOVE.CHANGED_SINCE']);
    expect(await caseOf(before.id)).toMatchObject({ area: 'Hyde Park', worker: { id: world.workerId } });
  });

  it('is refused with rule and field when the person or the area does not belong to the scheme (CL-41)', async () => {
    const young = await world.openCase({ person: { ...PERSON, birthDate: '2001-01-01' } });
    const wrong = await move<Problem>(young.id, { schemeId: southId, area: 'Leeds', reason: 'x' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'MOVE.REFUSED']);
    expect(wrong.body.errors).toMatchObject([
      { pointer: '/schemeId', code: 'below-age' },
      { pointer: '/area', code: 'area-not-covered' },
    ]);
    const foreign = await move<Problem>(young.id, { schemeId: randomUUID(), reason: 'x' });
    expect(foreign.body.errors).toMatchObject([{ pointer: '/schemeId', code: 'not-own' }]);
    const nothing = await move<Problem>(young.id, { reason: 'x' });
    expect(nothing.body.errors).toMatchObject([{ pointer: '/schemeId', code: 'nothing-changes' }]);
    expect((await world.linkWorker.post(`cases/${young.id}/move`, { area: 'x', reason: 'x' })).status).toBe(403);
    expect(await caseOf(young.id)).toMatchObject({ version: young.version, schemeId: world.schemeId });
  });

  it('does not let a worker of another scheme have the case: a precise refusal (CL-41)', async () => {
    const elsewhere = await world.register('Elsewhere', { schemeIds: [southId] });
    const { id, version } = await world.openCase();
    const refused = await world.supervisor.post<Problem>(`cases/${id}/allocate`, { workerId: elsewhere });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/workerId', code: 'worker-not-of-scheme' }]]);
    expect((await caseOf(id)).version).toBe(version);
  });

  function move<T = MoveView>(id: string, told: object) {
    return world.supervisor.post<T>(`cases/${id}/move`, told);
  }

  async function caseOf(id: string): Promise<CaseView> {
    return (await world.supervisor.get<CaseView>(`cases/${id}`)).body;
  }
});
