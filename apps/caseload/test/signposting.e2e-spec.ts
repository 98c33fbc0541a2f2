import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { SignpostingCounts, SignpostingView } from '../src/signposting/signposting.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

describe('signposting', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('adds nothing to the caseload, to the queue or to the referrals, a hundred times over; the scheme hears of each (CL-30)', async () => {
    const before = await casesInAll();
    const told = Array.from({ length: 100 }, (_, each) => contact({ minutes: (each % 20) + 1 }));
    for (const each of told) expect((await world.linkWorker.post('signposting', each)).status).toBe(201);
    expect(await casesInAll()).toBe(before);
    const { body } = await world.supervisor.get<SignpostingCounts>(`signposting/counts?schemeId=${world.schemeId}`);
    expect(body).toEqual({ contacts: 100, converted: 0, items: [{ need: 'loneliness', contacts: 100, minutes: 1050 }] });
    await eventually(() => {
      const said = world.neighbours.saidOfScheme(world.schemeId).filter(({ name }) => name === 'SignpostingRecorded');
      expect(said).toHaveLength(100);
      expect(said[0]?.data).toMatchObject({
        schemeId: world.schemeId,
        organisationId: world.organisation,
        need: 'loneliness',
        area: 'LS6',
      });
    });
  });

  it('becomes part of a case, once, when the person wants more help and was referred (CL-30)', async () => {
    const { body } = await world.linkWorker.post<SignpostingView>('signposting', contact());
    const [first, second] = [await world.openCase(), await world.openCase()];
    const converted = await world.linkWorker.post<SignpostingView>(`signposting/${body.id}/convert`, { caseId: first.id });
    expect([converted.status, converted.body]).toMatchObject([200, { id: body.id, caseId: first.id }]);
    const again = await world.linkWorker.post<Problem>(`signposting/${body.id}/convert`, { caseId: second.id });
    expect([again.status, again.body.code]).toEqual([409, 'SIGNPOSTING.CONVERTED']);
    const other = await world.linkWorker.post<SignpostingView>('signposting', contact());
    const taken = await world.linkWorker.post<Problem>(`signposting/${other.body.id}/convert`, { caseId: first.id });
    expect([taken.status, taken.body.errors]).toMatchObject([409, [{ pointer: '/caseId', code: 'converted' }]]);
    expect((await world.supervisor.get<SignpostingCounts>('signposting/counts')).body.converted).toBe(1);
  });

  it('takes nothing that could name a person, and no scheme or case of others', async () => {
    const whole = await world.linkWorker.post<Problem>('signposting', contact({ area: 'LS6 2AB', minutes: 0 }));
    expect([whole.status, whole.body.errors?.map(({ pointer }) => pointer)]).toEqual([400, ['/area', '/minutes']]);
    const named = await world.linkWorker.post<Problem>('signposting', contact({ person: 'Grace' }));
    expect(named.status).toBe(400);
    expect((await world.linkWorker.post('signposting', contact({ schemeId: randomUUID() }))).status).toBe(404);
    const { body } = await world.linkWorker.post<SignpostingView>('signposting', contact());
    expect((await world.linkWorker.post(`signposting/${body.id}/convert`, { caseId: randomUUID() })).status).toBe(404);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    const { id } = await world.openCase();
    // Also what is malformed is answered as if there were nothing.
    for (const told of [{ caseId: id }, {}]) expect((await stranger.post(`signposting/${body.id}/convert`, told)).status).toBe(404);
    expect((await stranger.get<SignpostingCounts>('signposting/counts')).body.contacts).toBe(0);
  });

  function contact(changes: object = {}): object {
    return { schemeId: world.schemeId, need: 'loneliness', area: 'LS6', serviceId: world.serviceId, minutes: 10, ...changes };
  }

  async function casesInAll(): Promise<number> {
    return (await world.supervisor.get<{ items: object[] }>('cases?limit=200')).body.items.length;
  }
});
