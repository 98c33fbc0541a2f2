import { randomUUID } from 'node:crypto';
import { TaskDeclined } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ConnectionView } from '../src/connections/connection.dto';
import type { GapReport } from '../src/unmet-needs/gap-report.dto';
import type { UnmetNeedView } from '../src/unmet-needs/unmet-need.dto';
import type { CallerOf, Problem } from './builders/callers';
import { made, PERSON, World } from './builders/world';

const TRAVEL = { mode: 'bus', minutes: 55, costPence: 900, returnTripPossible: true };
const MONTH = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit' })
  .format(new Date())
  .slice(0, 7);

describe('needs that nothing could be found for', () => {
  let world: World;
  let commissioner: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    commissioner = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['commissioner'] });
  });

  afterAll(() => world.close());

  const gapsOf = async (caseId: string) => {
    const { body } = await world.linkWorker.get<{ items: UnmetNeedView[] }>(`cases/${caseId}/unmet-needs`);
    return body.items.map(({ need, reason, area, derived, resolvedAt }) => ({ need, reason, area, derived, open: resolvedAt === null }));
  };
  const report = async (query = `&schemeId=${world.schemeId}`) =>
    (await commissioner.get<GapReport>(`unmet-needs/report?from=${MONTH}&to=${MONTH}${query}`)).body;
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

  it('are flagged on the connection and counted as rural where there is no feasible return trip (CL-34)', async () => {
    const rural = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId: rural, name: 'Dales' }));
    await eventually(async () => {
      const { status } = await world.supervisor.put(`schemes/${rural}/settings`, { smallNumbersBelow: 1, ruralAreas: ['BD23'] });
      expect(status).toBe(200);
    });
    const workerId = await world.register('Ann Dale', { schemeIds: [rural] });
    const { id } = await world.openCase({ schemeId: rural, person: { ...PERSON, postcode: 'BD23 1AA' } });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId });
    const told = { serviceId: world.serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: true, state: 'suggested' };
    const { body: made } = await world.supervisor.post<ConnectionView>(`cases/${id}/connections`, told);
    const noWayBack = { ...TRAVEL, returnTripPossible: false };
    const flagged = await world.supervisor.put<ConnectionView>(`${at(id, made.id)}/travel`, noWayBack);
    expect(flagged.body).toMatchObject({ flags: ['no-way-back'], travel: { returnTripPossible: false } });
    const ruralRow = { need: 'loneliness', area: 'BD23', rural: true, reason: 'transport' };
    expect((await report(`&schemeId=${rural}`)).rows).toEqual([{ ...ruralRow, cases: 1 }]);
    const paid = { mode: 'taxi', minutes: 30, costPence: 3000, returnTripPossible: true, fundablePence: 3000 };
    const agreed = await world.supervisor.post<ConnectionView>(`${at(id, made.id)}/agree`, { travel: paid });
    expect(agreed.body).toMatchObject({ state: 'agreed', flags: [], travel: { fundablePence: 3000 } });
    expect((await report(`&schemeId=${rural}`)).rows).toEqual([]);
  });

  it('are told to commissioners by need, area and reason, every number under 8 hidden and none to be worked out (CL-32)', async () => {
    const cases = await Promise.all(Array.from({ length: 17 }, () => world.openCase()));
    const record = (index: number, reason: string) =>
      world.supervisor.post(`cases/${cases[index]?.id ?? ''}/unmet-needs`, { need: 'debt', reason });
    for (let index = 0; index < 17; index += 1) await record(index, index < 9 ? 'cost' : 'access');
    for (let index = 0; index < 7; index += 1) await record(index, 'culture');
    const { rows, totals, hiddenBelow } = await report();
    expect(hiddenBelow).toBe(8);
    const debt = rows.filter(({ need }) => need === 'debt').map(({ area, reason, cases: told }) => [area, reason, told]);
    expect(debt).toEqual([
      ['LS6', 'access', null],
      ['LS6', 'cost', 9],
      ['LS6', 'culture', null],
    ]);
    expect(totals.find(({ need }) => need === 'debt')).toEqual({ need: 'debt', cases: 24 });

    const csv = await fetch(
      `${world.url}/api/caseload/unmet-needs/report?from=${MONTH}&to=${MONTH}&schemeId=${world.schemeId}&format=csv`,
      {
        headers: {
          authorization: `Bearer ${await world.issuer.token({ kind: 'person', organisation: world.organisation, roles: ['commissioner'] })}`,
        },
      },
    );
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await csv.text()).split('\r\n');
    expect(lines).toContain('debt,LS6,no,cost,9');
    expect(lines).toContain('debt,LS6,no,culture,hidden (small-number control below 8)');
  });

  it('are told of to nobody else: a link worker 403, another scheme 404, a wrong month 400 (CL-32)', async () => {
    expect((await world.linkWorker.get(`unmet-needs/report?from=${MONTH}&to=${MONTH}`)).status).toBe(403);
    expect((await commissioner.get(`unmet-needs/report?from=${MONTH}&to=${MONTH}&schemeId=${randomUUID()}`)).status).toBe(404);
    const wrong = await commissioner.get<Problem>('unmet-needs/report?from=2026-13&to=November');
    expect(wrong.body.errors?.map(({ pointer }) => pointer)).toEqual(['/from', '/to']);
  });
});
