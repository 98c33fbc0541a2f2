import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { PlannedContactView } from '../src/contacts/planned-contact.dto';
import type { RemoteUndone, SwitchedToRemote } from '../src/remote-mode/remote-mode.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

const DAY_MS = 86_400_000;

describe('keeping in touch', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('has calls that recur by the tier of the person, the next one planned when one is kept or missed, until the tier is taken away (CL-35)', async () => {
    const { id } = await world.supportedCase({ receivedAt: inDays(-1) });
    const firstAt = inDays(1);
    expect(await tier(id, { tier: 'high', firstAt })).toMatchObject({ status: 200, body: { keepInTouchTier: 'high' } });
    const [first] = await plannedOf(id);
    expect(first).toMatchObject({ at: firstAt, mode: 'phone', purpose: 'keep-in-touch', agreedWith: null });
    await itWas(first);
    expect((await world.linkWorker.post(`cases/${id}/contacts/${first?.id ?? ''}/keep`, {})).status).toBe(200);
    const second = (await plannedOf(id)).find(({ state }) => state === 'planned');
    expect(daysUntil(second)).toBeGreaterThan(5);
    expect(daysUntil(second)).toBeLessThan(12);
    await itWas(second);
    await world.linkWorker.post(`cases/${id}/contacts/${second?.id ?? ''}/miss`, { by: 'person' });
    expect((await plannedOf(id)).map(({ state }) => state).sort()).toEqual(['kept', 'missed-by-person', 'planned']);

    await tier(id, { tier: 'low' });
    const planned = (await plannedOf(id)).filter(({ state }) => state === 'planned');
    expect(planned).toHaveLength(1);
    expect(daysUntil(planned[0])).toBeGreaterThan(26);
    await tier(id, { tier: null });
    expect((await plannedOf(id)).filter(({ state }) => state === 'planned')).toEqual([]);
  });

  it('reschedules every in-person contact of the scheme when it is switched to remote mode, loses none, and gives them back on undo (CL-35)', async () => {
    const colleagueId = await world.register('Tom Reed');
    const visit = { mode: 'home-visit', place: '3 Elm Row', expectedBackAt: inDays(3.1), colleagueId };
    const cases = [await world.supportedCase(), await world.supportedCase(), await world.supportedCase()];
    const [one, two, three] = cases.map(({ id }) => id) as [string, string, string];
    await plan(one, { at: inDays(3), ...visit });
    await plan(one, { at: inDays(4), mode: 'group', place: 'Library' });
    await plan(two, { at: inDays(3), mode: 'gp-practice' });
    await plan(two, { at: inDays(5), mode: 'video' });
    await plan(three, { at: inDays(1), mode: 'community-venue' });
    // Another scheme of the same organisation goes on as before.
    const elsewhere = await world.anotherScheme();
    const worker = await world.register('Sue Hart', { schemeIds: [elsewhere] });
    const { id: other } = await world.openCase({ schemeId: elsewhere });
    await world.supervisor.post(`cases/${other}/allocate`, { workerId: worker });
    await world.supervisor.post(`cases/${other}/contacts/planned`, { at: inDays(3), mode: 'community-venue', place: 'Hall' });
    const before = await all(cases);
    const told = { from: inDays(2), mode: 'phone' };

    const trial = await switchTo({ ...told, dryRun: true });
    expect(trial).toMatchObject({ status: 200, body: { id: null, dryRun: true, contacts: 3, cases: 2 } });
    expect(await all(cases)).toEqual(before);

    const version = (await read(two)).version;
    expect(await switchTo({ ...told, dryRun: false })).toMatchObject({ status: 200, body: { dryRun: false, contacts: 3, cases: 2 } });
    const during = await all(cases);
    expect(during.map(({ at, mode }) => [at, mode])).toEqual(
      before.map(({ at, mode }) => [at, new Date(at) < new Date(told.from) || mode === 'video' ? mode : 'phone']),
    );
    expect(during.map(({ id, at }) => [id, at])).toEqual(before.map(({ id, at }) => [id, at]));
    expect((await read(two)).version).toBe(version + 1);
    expect(
      (await world.supervisor.get<{ items: PlannedContactView[] }>(`cases/${other}/contacts/planned`)).body.items.map(({ mode }) => mode),
    ).toEqual(['community-venue']);
    expect(await switchTo({ ...told, dryRun: false })).toMatchObject({ status: 409, body: { code: 'REMOTE_MODE.ON_ALREADY' } });

    // A new one follows, unless there is a reason.
    expect(await plan(three, { at: inDays(6) })).toMatchObject({ status: 201, body: { mode: 'phone' } });
    expect(await plan<Problem>(three, { at: inDays(6), mode: 'group' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reason', code: 'needed-to-override' }] },
    });

    // One was changed since: it stays as it is.
    const moved = during.find(({ id }) => before.find((each) => each.id === id)?.mode === 'group');
    await world.linkWorker.post(`cases/${one}/contacts/${moved?.id ?? ''}/reschedule`, { at: inDays(7) });
    const undone = await world.supervisor.post<RemoteUndone>(`schemes/${world.schemeId}/remote-mode/undo`, {});
    expect(undone).toMatchObject({ status: 200, body: { restored: 2, leftAsTheyAre: 1 } });
    const after = await all(cases);
    for (const contact of before.filter(({ id }) => id !== moved?.id)) expect(after).toContainEqual(contact);
    expect(after.find(({ id }) => id === moved?.id)).toMatchObject({ mode: 'phone' });
    const again = await world.supervisor.post<Problem>(`schemes/${world.schemeId}/remote-mode/undo`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'REMOTE_MODE.NOT_ON' } });
  });

  it('lets nobody of another scheme wait while one is being switched', async () => {
    const elsewhere = await world.anotherScheme();
    const { id } = await world.supportedCase();
    const runner = world.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      await eventually(async () => {
        expect(await runner.query(`SELECT 1 FROM scheme_copy WHERE scheme_id = $1 FOR NO KEY UPDATE`, [elsewhere])).toHaveLength(1);
      });
      expect((await plan(id, { at: inDays(3), mode: 'phone' })).status).toBe(201);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('is switched by a supervisor of the organisation alone, and in a time that ends after it begins', async () => {
    const told = { from: inDays(2), until: inDays(1), mode: 'phone', dryRun: true };
    expect(await switchTo(told)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/until', code: 'before-from' }] } });
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    const path = `schemes/${world.schemeId}/remote-mode`;
    expect((await stranger.post(path, { ...told, until: inDays(3) })).status).toBe(404);
    expect((await world.linkWorker.post(path, { ...told, until: inDays(3) })).status).toBe(403);
  });

  function tier(id: string, body: object) {
    return world.linkWorker.put<CaseView>(`cases/${id}/keep-in-touch`, body);
  }

  function plan<T>(id: string, body: object) {
    return world.linkWorker.post<T>(`cases/${id}/contacts/planned`, body);
  }

  function switchTo(body: object) {
    return world.supervisor.post<SwitchedToRemote & Problem>(`schemes/${world.schemeId}/remote-mode`, body);
  }

  async function plannedOf(id: string): Promise<PlannedContactView[]> {
    return (await world.linkWorker.get<{ items: PlannedContactView[] }>(`cases/${id}/contacts/planned`)).body.items;
  }

  async function all(cases: readonly CaseView[]): Promise<PlannedContactView[]> {
    const each = await Promise.all(cases.map(({ id }) => plannedOf(id)));
    return each.flat().sort((a, b) => a.id.localeCompare(b.id));
  }

  /** The time of a planned contact has come, an hour ago. */
  async function itWas(planned: PlannedContactView | undefined): Promise<void> {
    await world.dataSource.query(`UPDATE planned_contact SET at = now() - interval '1 hour' WHERE id = $1`, [planned?.id]);
  }

  async function read(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }
});

function inDays(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

function daysUntil(planned: PlannedContactView | undefined): number {
  return (new Date(planned?.at ?? 0).getTime() - Date.now()) / DAY_MS;
}
