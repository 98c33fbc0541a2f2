import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { AlertView } from '../src/alerts/alert.dto';
import type { PlannedContactView } from '../src/contacts/planned-contact.dto';
import type { VisitView } from '../src/lone-working/lone-working.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

const MINUTE_MS = 60_000;

const ENDED = { reason: 'ended', ending: 'moved', openNeeds: 'ongoing-elsewhere' };

describe('lone working', () => {
  let world: World;
  let colleagueId: string;

  beforeAll(async () => {
    world = await World.make();
    colleagueId = await world.register('Tom Reed');
  });

  afterAll(() => world.close());

  it('needs for every home visit when the worker is back and a colleague who is told otherwise (GV-04)', async () => {
    const { id } = await world.supportedCase();
    const bare = await visit<Problem>(id, { mode: 'home-visit' });
    expect(bare.status).toBe(422);
    expect(bare.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/expectedBackAt required',
      '/colleagueId required',
    ]);
    const wrong = { mode: 'home-visit', expectedBackAt: inMinutes(1), colleagueId: world.workerId };
    const refused = await visit<Problem>(id, wrong);
    expect(refused.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/expectedBackAt before-visit',
      '/colleagueId same-worker',
    ]);
    const unknown = await visit<Problem>(id, { ...wrong, expectedBackAt: inMinutes(90), colleagueId: randomUUID() });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/colleagueId', code: 'unknown' }]);
  });

  it('raises an alarm to the named colleague when the worker is 15 minutes overdue, and ends it when they are back (GV-04)', async () => {
    const found = await world.supportedCase();
    const { body: planned } = await visit<PlannedContactView>(found.id, { mode: 'home-visit', place: '3 Elm Row', ...back() });
    expect(await dueOf(planned.id)).toBe(new Date(planned.expectedBackAt ?? '').getTime() + 15 * MINUTE_MS);
    expect(await visits()).toEqual([]);

    await itBegan(planned.id, 40, 14);
    expect(await visits()).toMatchObject([
      { contactId: planned.id, state: 'overdue', colleague: { name: 'Tom Reed' }, place: '3 Elm Row' },
    ]);
    await itBegan(planned.id, 41, 15);
    const alarm = await eventually(async () => {
      const actions = (await actionsOf(found.id)).filter(({ type }) => type === 'lone-working-alarm');
      expect(actions).toHaveLength(1);
      return actions[0] as ActionView;
    });
    expect(alarm).toMatchObject({ ownerKind: 'worker', ownerId: colleagueId, doneAt: null });
    expect(alarm.title).not.toMatch(/Okafor|Elm Row/);
    const { body: alerts } = await world.supervisor.get<{ items: AlertView[] }>(`alerts?caseId=${found.id}&code=lone-working-overdue`);
    expect(alerts.items).toHaveLength(1);
    await eventually(() => {
      const codes = world.neighbours.saidOf(found.referralId).map(({ data }) => data.code);
      expect(codes).toContain('lone-working-overdue');
    });
    expect(await visits()).toMatchObject([{ contactId: planned.id, state: 'alarm', worker: { name: 'Priya Shah' } }]);

    const path = `cases/${found.id}/contacts/${planned.id}/back`;
    expect(await world.linkWorker.post(path, {})).toMatchObject({ status: 200, body: { backAt: expect.any(String) as string } });
    expect(await visits()).toEqual([]);
    expect((await actionsOf(found.id)).find(({ id }) => id === alarm.id)).toMatchObject({ outcome: 'back' });
    expect(await world.linkWorker.post<Problem>(path, {})).toMatchObject({ status: 409, body: { code: 'LONE_WORKING.NOBODY_OUT' } });
  });

  it('watches on when the contact is on record and the case has closed: only the return ends it (GV-04)', async () => {
    const { id } = await world.supportedCase({ receivedAt: inMinutes(-120) });
    const { body: planned } = await visit<PlannedContactView>(id, { mode: 'home-visit', ...back() });
    await itBegan(planned.id, 20, -10);
    expect((await world.linkWorker.post(`cases/${id}/contacts/${planned.id}/keep`, {})).status).toBe(200);
    await world.linkWorker.post(`cases/${id}/close`, ENDED);
    expect(await visits()).toMatchObject([{ contactId: planned.id, state: 'out' }]);
    await itBegan(planned.id, 60, 16);
    await eventually(async () => {
      expect(await visits()).toMatchObject([{ contactId: planned.id, state: 'alarm' }]);
    });
    expect((await world.linkWorker.post(`cases/${id}/contacts/${planned.id}/back`, {})).status).toBe(200);
    expect(await visits()).toEqual([]);
  });

  it('has nothing to watch for when the service missed the visit or the case closed before it, nor for anybody outside', async () => {
    const { id } = await world.supportedCase();
    const { body: planned } = await visit<PlannedContactView>(id, { mode: 'home-visit', ...back() });
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get<{ items: object[] }>('lone-working')).body.items).toEqual([]);
    expect((await stranger.post(`cases/${id}/contacts/${planned.id}/back`, {})).status).toBe(404);
    expect((await world.linkWorker.post(`cases/${id}/close`, ENDED)).status).toBe(200);
    expect(await dueOf(planned.id)).toBeNull();
  });

  it.each([
    ['the visit is on record as kept', (id: string, visit: string) => world.linkWorker.post(`cases/${id}/contacts/${visit}/keep`, {}), 200],
    ['the person was not there', (id: string, visit: string) => missed(id, visit), 200],
    ['the case goes to somebody else', (id: string) => world.supervisor.post(`cases/${id}/allocate`, { workerId: colleagueId }), 200],
    ['somebody would put the visit off', (id: string, visit: string) => putOff(id, visit), 409],
  ])('watches on when %s: only the return ends it (part of GV-04)', async (_what, act, status) => {
    const { id } = await world.supportedCase();
    const expected = { at: soon(10), expectedBackAt: soon(70), colleagueId: await world.register('Jo Fern') };
    const { body: planned } = await visit<PlannedContactView>(id, { mode: 'home-visit', ...expected });
    world.passes({ minutes: 20 });
    expect((await act(id, planned.id)).status).toBe(status);
    expect(await visits()).toMatchObject([{ contactId: planned.id, state: 'out' }]);
    // A supervisor of another organisation sees nobody who is out.
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get<{ items: VisitView[] }>('lone-working')).body.items).toEqual([]);
    world.passes({ minutes: 65 });
    await eventually(async () => expect(await visits()).toMatchObject([{ contactId: planned.id, state: 'alarm' }]));
    expect((await world.supervisor.post(`cases/${id}/contacts/${planned.id}/back`, {})).status).toBe(200);
    expect(await visits()).toEqual([]);
  });

  it('is seen by who works for the scheme and by the colleague who was named, and by nobody else of another scheme (part of GV-04)', async () => {
    const schemeIds = [await world.anotherScheme()];
    const elsewhere = async (name: string) => {
      const sub = randomUUID();
      const id = await world.register(name, { accountSubject: sub, schemeIds });
      const caller = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
      const sees = async () => (await caller.get<{ items: VisitView[] }>('lone-working')).body.items.map(({ contactId }) => contactId);
      return { id, sees };
    };
    const [named, other] = [await elsewhere('Ida Holt'), await elsewhere('Ned Cross')];
    const { id } = await world.supportedCase();
    const expected = { at: soon(10), expectedBackAt: soon(70), colleagueId: named.id };
    const { body: planned } = await visit<PlannedContactView>(id, { mode: 'home-visit', ...expected });
    world.passes({ minutes: 20 });
    const own = (await world.linkWorker.get<{ items: VisitView[] }>('lone-working')).body.items;
    expect(own).toMatchObject([{ contactId: planned.id, state: 'out' }]);
    expect([await named.sees(), await other.sees()]).toEqual([[planned.id], []]);
    expect((await world.linkWorker.post(`cases/${id}/contacts/${planned.id}/back`, {})).status).toBe(200);
  });

  function visit<T>(id: string, body: object) {
    return world.linkWorker.post<T>(`cases/${id}/contacts/planned`, { at: inMinutes(30), ...body });
  }

  function missed(id: string, visitId: string) {
    return world.linkWorker.post(`cases/${id}/contacts/${visitId}/miss`, { by: 'person' });
  }

  function putOff(id: string, visitId: string) {
    const later = { mode: 'home-visit', at: soon(1000), expectedBackAt: soon(1060), colleagueId };
    return world.linkWorker.post(`cases/${id}/contacts/${visitId}/reschedule`, later);
  }

  /** By caseload's clock. */
  function soon(minutes: number): string {
    return new Date(world.now().getTime() + minutes * MINUTE_MS).toISOString();
  }

  function back(): object {
    return { expectedBackAt: inMinutes(90), colleagueId };
  }

  /** The visit began so many minutes ago, and the worker has been expected back for so many. */
  async function itBegan(contactId: string, began: number, overdue: number): Promise<void> {
    await world.dataSource.query(
      `UPDATE planned_contact SET at = now() - $2 * interval '1 minute', expected_back_at = now() - $3 * interval '1 minute' WHERE id = $1`,
      [contactId, began, overdue],
    );
    await world.dataSource.query(
      `UPDATE timer SET due_at = due, next_try_at = due FROM (SELECT now() - ($2 - 15) * interval '1 minute' AS due) d WHERE subject_id = $1`,
      [contactId, overdue],
    );
  }

  async function dueOf(contactId: string): Promise<number | null> {
    const rows = await world.dataSource.query<{ due_at: Date }[]>(`SELECT due_at FROM timer WHERE subject_id = $1`, [contactId]);
    return rows[0]?.due_at.getTime() ?? null;
  }

  async function visits(): Promise<VisitView[]> {
    return (await world.supervisor.get<{ items: VisitView[] }>('lone-working')).body.items;
  }

  async function actionsOf(id: string): Promise<ActionView[]> {
    return (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body.items;
  }
});

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE_MS).toISOString();
}
