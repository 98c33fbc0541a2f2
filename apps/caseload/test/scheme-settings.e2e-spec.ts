import { randomUUID } from 'node:crypto';
import type { SchemeSettings } from '../src/schemes/scheme-settings.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

describe("a scheme's settings", () => {
  let world: World;
  let path: string;

  beforeAll(async () => {
    world = await World.make();
    path = `schemes/${world.schemeId}/settings`;
  });

  afterAll(() => world.close());

  it('have their defaults until the scheme sets its own, and go back to them when left out', async () => {
    const before = await world.supervisor.get<object>(path);
    expect(before).toMatchObject({
      status: 200,
      body: {
        model: 'link-worker',
        reviewAtContacts: 12,
        crisisAcknowledgeMinutes: 30,
        riskLiftedBy: 'clinician-or-supervisor',
        keepInTouchWeeks: { high: 1, medium: 2, low: 4 },
      },
    });
    const set = { reviewAtContacts: 5, keepInTouchWeeks: { high: 1, medium: 3, low: 6 } };
    expect((await world.supervisor.put<object>(path, set)).body).toEqual({ ...before.body, ...set });
    expect((await world.supervisor.get<object>(path)).body).toEqual({ ...before.body, ...set });
    expect((await world.supervisor.put<SchemeSettings>(path, {})).body).toEqual(before.body);
  });

  it('are refused whole when they are out of range or do not go together, each problem named', async () => {
    const malformed = await world.supervisor.put<Problem>(path, { reviewAtContacts: 0, closureAttempts: 'many', colour: 'red' });
    expect(malformed.status).toBe(400);
    expect(malformed.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(
      expect.arrayContaining(['/closureAttempts', '/colour', '/reviewAtContacts']),
    );
    const stranger = { model: 'direct', directOwnerWorkerId: randomUUID() };
    expect(await world.supervisor.put<Problem>(path, stranger)).toMatchObject({
      status: 422,
      body: {
        code: 'SCHEME.SETTINGS_REFUSED',
        errors: [
          { pointer: '/directServiceId', code: 'required-when-direct' },
          { pointer: '/directOwnerWorkerId', code: 'worker-not-of-scheme' },
        ],
      },
    });
    expect((await world.supervisor.get<SchemeSettings>(path)).body.model).toBe('link-worker');
  });

  it('say in their names which days they count: working days or days of the calendar', async () => {
    const { body } = await world.supervisor.get<object>(path);
    const days = Object.entries(body).filter(([name]) => /days/i.test(name));
    expect(Object.fromEntries(days)).toEqual({
      notContactedAlertCalendarDays: 14,
      longestPauseCalendarDays: 90,
      longPauseAlertCalendarDays: 28,
      overdueLimboWorkingDays: 0,
      handOverConfirmWorkingDays: 10,
      callBackApologyWithinWorkingDays: 1,
      directoryVerifiedWithinCalendarDays: 90,
    });
    for (const old of ['notContactedAlertWorkingDays', 'directoryVerifiedWithinDays'])
      expect((await world.supervisor.put<Problem>(path, { [old]: 5 })).body.errors).toMatchObject([{ pointer: `/${old}` }]);
  });

  it('are for supervisors and administrators of the organisation alone', async () => {
    expect((await world.linkWorker.get(path)).status).toBe(403);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.put(path, {})).status).toBe(404);
  });
});
