import { randomUUID } from 'node:crypto';
import type { NeedCode } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ConnectionView } from '../src/connections/connection.dto';
import type { GapReport, GapRow } from '../src/unmet-needs/gap-report.dto';
import type { UnmetNeedReason } from '../src/unmet-needs/unmet-need.entity';
import type { CallerOf, Problem } from './builders/callers';
import { PERSON, World } from './builders/world';

const TRAVEL = { mode: 'bus', minutes: 55, costPence: 900, returnTripPossible: true };

describe('the report of gaps', () => {
  let world: World;
  let commissioner: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    commissioner = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['commissioner'] });
  });

  afterAll(() => world.close());

  const read = async (from: string, to: string, schemeId?: string, by = commissioner) => {
    const scheme = schemeId === undefined ? '' : `&schemeId=${schemeId}`;
    const { status, body } = await by.get<GapReport>(`unmet-needs/report?from=${from}&to=${to}${scheme}`);
    expect(status).toBe(200);
    return body;
  };
  const rowsOf = ({ rows }: GapReport, need: NeedCode) => rows.filter((row) => row.need === need);
  const totalOf = ({ totals }: GapReport, need: NeedCode) => totals.find((total) => total.need === need);

  const casesOf = async (schemeId: string, count: number, person: object = {}): Promise<CaseView[]> => {
    const opened: CaseView[] = [];
    for (let index = 0; index < count; index += 1) opened.push(await world.openCase({ schemeId, person: { ...PERSON, ...person } }));
    return opened;
  };
  const record = async (cases: readonly CaseView[], need: NeedCode, reason: UnmetNeedReason, by = world.supervisor) => {
    for (const { id } of cases) expect((await by.post(`cases/${id}/unmet-needs`, { need, reason })).status).toBe(201);
  };

  it('tells commissioners of gaps by need, area and reason, with fewer than 8 suppressed (CL-32)', async () => {
    world.itIs('2027-01-10T10:00:00Z');
    const cases = await casesOf(world.schemeId, 9);
    await record(cases, 'debt', 'cost');
    await record(cases.slice(0, 7), 'debt', 'culture');
    await record(cases.slice(0, 7), 'housing', 'full');
    expect((await read('2027-01', '2027-01', world.schemeId)).rows).toEqual([]);
    world.itIs('2027-02-01T00:00:00Z');
    const report = await read('2027-01', '2027-01', world.schemeId);
    expect(report).toMatchObject({ hiddenBelow: 8, releasedUntil: '2027-01' });
    const place = { area: 'LS6', rural: false };
    expect(report.rows).toEqual([
      { need: 'debt', ...place, reason: 'cost', cases: 9 },
      { need: 'debt', ...place, reason: 'culture', cases: null },
      { need: 'housing', ...place, reason: 'full', cases: null },
    ]);
    expect(report.totals).toEqual([
      { need: 'debt', cases: 9 },
      { need: 'housing', cases: null },
    ]);

    const path = `/api/caseload/unmet-needs/report?from=2027-01&to=2027-01&schemeId=${world.schemeId}&format=csv`;
    const token = await world.issuer.token({ kind: 'person', organisation: world.organisation, roles: ['commissioner'] });
    const csv = await fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await csv.text()).split('\r\n');
    expect(lines).toContain('debt,LS6,no,cost,9');
    expect(lines).toContain('debt,LS6,no,culture,hidden (small-number control below 8)');
  });

  it('counts those who waited in the month in which they have become enough, and nobody twice', async () => {
    world.itIs('2027-02-10T10:00:00Z');
    const schemeId = await world.anotherScheme();
    const cases = await casesOf(schemeId, 9);
    await record(cases.slice(0, 7), 'employment', 'timing');
    world.itIs('2027-03-10T10:00:00Z');
    await record(cases.slice(7), 'employment', 'timing');
    expect(rowsOf(await read('2027-02', '2027-02', schemeId), 'employment')).toMatchObject([{ cases: null }]);
    world.itIs('2027-04-10T10:00:00Z');
    expect(rowsOf(await read('2027-02', '2027-02', schemeId), 'employment')).toMatchObject([{ cases: null }]);
    expect(rowsOf(await read('2027-03', '2027-03', schemeId), 'employment')).toMatchObject([{ cases: 9 }]);
    expect(rowsOf(await read('2027-02', '2027-04', schemeId), 'employment')).toMatchObject([{ cases: 9 }]);
    world.itIs('2027-05-10T10:00:00Z');
    expect(rowsOf(await read('2027-04', '2027-04', schemeId), 'employment')).toEqual([]);
  });

  it('counts what stood open at the end of its month, whatever is resolved afterwards, and the rural ones apart (CL-34)', async () => {
    world.itIs('2027-05-12T10:00:00Z');
    const schemeId = await world.anotherScheme();
    await eventually(async () => {
      expect((await world.supervisor.put(`schemes/${schemeId}/settings`, { ruralAreas: ['BD23'] })).status).toBe(200);
    });
    const workerId = await world.register('Ann Dale', { schemeIds: [schemeId] });
    const told = { serviceId: world.serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: true, state: 'suggested' };
    const flagged: string[] = [];
    for (const { id } of await casesOf(schemeId, 9, { postcode: 'BD23 1AA' })) {
      await world.supervisor.post(`cases/${id}/allocate`, { workerId });
      const { body: connection } = await world.supervisor.post<ConnectionView>(`cases/${id}/connections`, told);
      const path = `cases/${id}/connections/${connection.id}`;
      const { body } = await world.supervisor.put<ConnectionView>(`${path}/travel`, { ...TRAVEL, returnTripPossible: false });
      expect(body).toMatchObject({ flags: ['no-way-back'], travel: { returnTripPossible: false } });
      flagged.push(path);
    }
    const agree = async (path: string | undefined) => {
      const paid = { mode: 'taxi', minutes: 30, costPence: 3000, returnTripPossible: true, fundablePence: 3000 };
      const agreed = await world.supervisor.post<ConnectionView>(`${path ?? ''}/agree`, { travel: paid });
      expect(agreed.body).toMatchObject({ state: 'agreed', flags: [], travel: { fundablePence: 3000 } });
    };
    await agree(flagged[0]);
    world.itIs('2027-06-02T10:00:00Z');
    const may = await read('2027-05', '2027-05', schemeId);
    expect(may.rows).toEqual([{ need: 'loneliness', area: 'BD23', rural: true, reason: 'transport', cases: 8 }]);
    await agree(flagged[1]);
    world.itIs('2027-07-02T10:00:00Z');
    expect((await read('2027-05', '2027-05', schemeId)).rows).toEqual(may.rows);
    expect((await read('2027-05', '2027-06', schemeId)).rows).toEqual(may.rows);
  });

  it('waits for more people where a scheme asks for more, and never for fewer than 8', async () => {
    world.itIs('2027-07-05T10:00:00Z');
    const schemeId = await world.anotherScheme();
    const set = (below: number) => world.supervisor.put<Problem>(`schemes/${schemeId}/settings`, { smallNumbersBelow: below });
    await eventually(async () => {
      expect((await set(12)).status).toBe(200);
    });
    for (const fewer of [1, 7]) {
      const refused = await set(fewer);
      expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, '/smallNumbersBelow']);
    }
    await record(await casesOf(schemeId, 11), 'carer', 'access');
    world.itIs('2027-08-05T10:00:00Z');
    const report = await read('2027-07', '2027-07', schemeId);
    expect([report.hiddenBelow, rowsOf(report, 'carer')[0]?.cases]).toEqual([12, null]);
  });

  it('of all schemes holds those of the organisation and no others, and a total that no scheme gives away is null', async () => {
    world.itIs('2027-08-10T10:00:00Z');
    const [one, two, foreign] = [await world.anotherScheme(), await world.anotherScheme(), randomUUID()];
    const other = randomUUID();
    const stranger = await world.callerOf({ kind: 'person', organisation: other, roles: ['supervisor'] });
    await world.neighbours.publish(world.scheme({ schemeId: foreign, organisationId: other }));
    const theirs = Array.from({ length: 9 }, () => world.referral({ schemeId: foreign, organisationId: other }));
    for (const referral of theirs) await world.neighbours.publish(referral);
    const strangers = await eventually(async () => {
      const { body } = await stranger.get<{ items: CaseView[] }>('cases?limit=200');
      expect(body.items).toHaveLength(9);
      return body.items;
    });
    await record(strangers, 'bereavement', 'cost', stranger);
    await record(await casesOf(one, 4), 'bereavement', 'cost');
    await record(await casesOf(two, 4), 'bereavement', 'cost');
    world.itIs('2027-09-10T10:00:00Z');
    for (const schemeId of [undefined, one, two]) {
      const report = await read('2027-08', '2027-08', schemeId);
      expect(rowsOf(report, 'bereavement').map(({ cases }) => cases)).toEqual([null]);
      expect(totalOf(report, 'bereavement')).toEqual({ need: 'bereavement', cases: null });
    }
    const commissionerThere = await world.callerOf({ kind: 'person', organisation: other, roles: ['commissioner'] });
    expect(rowsOf(await read('2027-08', '2027-08', undefined, commissionerThere), 'bereavement')).toMatchObject([{ cases: 9 }]);
    // Nor are they once those have been released over there.
    expect(rowsOf(await read('2027-08', '2027-08'), 'bereavement').map(({ cases }) => cases)).toEqual([null]);
    expect((await commissioner.get(`unmet-needs/report?from=2027-08&to=2027-08&schemeId=${foreign}`)).status).toBe(404);
  });

  it('is for nobody else: a link worker 403, another scheme 404, a wrong month 400', async () => {
    expect((await world.linkWorker.get('unmet-needs/report?from=2027-01&to=2027-01')).status).toBe(403);
    expect((await commissioner.get(`unmet-needs/report?from=2027-01&to=2027-01&schemeId=${randomUUID()}`)).status).toBe(404);
    const wrong = await commissioner.get<Problem>('unmet-needs/report?from=2027-13&to=November');
    expect(wrong.body.errors?.map(({ pointer }) => pointer)).toEqual(['/from', '/to']);
  });

  it('lets nobody work out a number under 8 from all reports there are, of schemes and months, one less another', async () => {
    const months = ['2027-10', '2027-11', '2027-12', '2028-01'];
    const needs: NeedCode[] = ['debt', 'housing', 'loneliness', 'bereavement', 'carer'];
    world.itIs(`${months[0] ?? ''}-05T10:00:00Z`);
    const schemes = [await world.anotherScheme(), await world.anotherScheme()];
    const draw = randomly(11);
    const people = (await Promise.all(schemes.map((schemeId) => casesOf(schemeId, 14)))).flat();
    const truth = new Map<string, number>();
    const early: [string, GapReport][] = [];
    for (const month of months) {
      world.itIs(`${month}-05T10:00:00Z`);
      for (const { id, schemeId } of people) {
        for (const need of needs) {
          if (draw(3) > 0) continue;
          const area = draw(3) > 0 ? 'LS6' : 'LS7';
          const { status } = await world.supervisor.post(`cases/${id}/unmet-needs`, { need, reason: 'cost', area });
          expect(status).toBe(201);
          const key = [schemeId, month, need, area].join(' ');
          truth.set(key, (truth.get(key) ?? 0) + 1);
        }
      }
      early.push([month, await read(months[0] ?? '', month)]);
    }
    world.itIs('2028-02-05T10:00:00Z');

    const spans = months.flatMap((from, first) => months.slice(first).map((to) => ({ from, to })));
    const reports: { schemes: string[]; months: string[]; report: GapReport }[] = [];
    for (const { from, to } of spans)
      for (const schemeId of [undefined, ...schemes]) {
        const report = await read(from, to, schemeId);
        reports.push({
          schemes: schemeId === undefined ? schemes : [schemeId],
          months: months.filter((m) => m >= from && m <= to),
          report,
        });
      }
    const cells = reports.map(({ schemes: of, months: during, report }) => ({
      of,
      during,
      numbers: new Map<string, number | null>([
        ...report.rows.map((row): [string, number | null] => [keyOf(row), row.cases]),
        ...report.totals.map(({ need, cases }): [string, number | null] => [need, cases]),
      ]),
    }));
    const keys = new Set(cells.flatMap(({ numbers }) => [...numbers.keys()]));
    const within = <T>(some: readonly T[], all: readonly T[]) => some.every((one) => all.includes(one));
    const small: unknown[] = [];
    for (const whole of cells)
      for (const part of cells)
        if (within(part.of, whole.of) && within(part.during, whole.during))
          for (const key of keys) {
            const difference = (whole.numbers.get(key) ?? 0) - (part.numbers.get(key) ?? 0);
            if (difference !== 0 && difference < 8) small.push([key, difference, whole, part]);
          }
    for (const { numbers } of cells)
      for (const need of needs) {
        const rows = [...numbers].filter(([key]) => key.startsWith(`${need} `)).map(([, cases]) => cases ?? 0);
        for (const row of [...rows, rows.reduce((sum, cases) => sum + cases, 0)]) {
          const difference = (numbers.get(need) ?? 0) - row;
          if (difference !== 0 && difference < 8) small.push([need, difference, numbers]);
        }
      }
    expect(small).toEqual([]);
    // The world is one in which there would be something to find, and reports that say something.
    expect([...truth.values()].filter((count) => count < 8).length).toBeGreaterThan(20);
    expect(cells.flatMap(({ numbers }) => [...numbers.values()]).filter((count) => (count ?? 0) >= 8).length).toBeGreaterThan(20);
    // A month's report is the same whenever it is read.
    for (const [month, report] of early.slice(0, -1)) {
      const whole = months.filter((each) => each < month);
      if (whole.length === 0) continue;
      const again = await read(months[0] ?? '', whole.at(-1) ?? '');
      expect(again.rows.filter(({ need }) => needs.includes(need))).toEqual(report.rows.filter(({ need }) => needs.includes(need)));
    }
  });
});

function keyOf({ need, area, rural, reason }: GapRow): string {
  return [need, area, rural, reason].join(' ');
}

/** Whole numbers below a bound, the same ones in each run. */
function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
