import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import { JOURNEY, newJourney } from '../../../infra/demo/journey';
import { referralBundle } from '../../../infra/demo/referral';
import type { Bundle, Task } from '@medplum/fhirtypes';
import { loadYear } from '../../../infra/demo/year/load-year';
import { prepareStage } from '../../../infra/demo/year/register';
import type { MadeUpLife } from '../../../infra/demo/year/scheme-year';
import { startEmbeddedHub, type RunningHub } from './running-hub';

interface Page {
  readonly items: readonly { readonly id: string; readonly status: string; readonly reasons: readonly string[] }[];
  readonly nextCursor: string | null;
}

describe("the demo's made-up year on a fresh hub", () => {
  let hub: RunningHub;
  let year: readonly MadeUpLife[];
  const until = new Date();
  beforeAll(async () => {
    hub = await startEmbeddedHub();
    year = await loadYear(hub.databases, await prepareStage(hub.world), until);
  });
  afterAll(() => hub.close());

  /** All pages of a list. */
  async function all(path: string): Promise<Page['items'][number][]> {
    const items: Page['items'][number][] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: Page } = await hub.world.supervisor.get<Page>(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      items.push(...body.items);
      cursor = body.nextCursor;
    }
    return items;
  }

  it('shows every case in its status', async () => {
    for (const status of ['unallocated', 'allocated', 'supporting', 'closed'])
      expect([status, (await all(`/api/caseload/cases?status=${status}&limit=100`)).length]).toEqual([
        status,
        year.filter(({ life }) => life.case.status === status).length,
      ]);
  });

  it('breaks no invariant, with every case looked at', async () => {
    const { body } = await hub.world.supervisor.post<{ checks: string[]; exceptions: unknown[] }>(
      '/api/caseload/invariants/check?everyCase=true',
    );
    expect(body.checks).toEqual(
      expect.arrayContaining(['allocated-or-queued', 'has-next-action', 'legal-transitions', 'agreed-plans-unchanged']),
    );
    expect(body.exceptions).toEqual([]);
  });

  it('has some in limbo, for more than one reason', async () => {
    const inLimbo = await all('/api/caseload/limbo?limit=100');
    expect(inLimbo.length).toBeGreaterThan(10);
    expect(inLimbo.length).toBeLessThan(80);
    expect(new Set(inLimbo.flatMap(({ reasons }) => reasons)).size).toBeGreaterThanOrEqual(3);
  });

  it('tells what changed for people, and what could not be found', async () => {
    const { schemeId, supervisor } = hub.world;
    const changes = await eventually(() =>
      supervisor.get<{ items: { nReferred: number; nPaired: number; improved: number; worsened: number }[]; summary: string[] }>(
        `/api/outcomes/changes?schemeId=${schemeId}`,
      ),
    );
    // To the nearest five, and by the end of the month that is over.
    const asked = year.filter(({ life }) => life.consents.length > 0).length;
    for (const { nReferred, nPaired, improved, worsened } of changes.body.items) {
      expect([nReferred > asked * 0.8, nReferred < asked + 3, nPaired > 50, nPaired % 5, improved > worsened]).toEqual([
        true,
        true,
        true,
        0,
        true,
      ]);
    }
    const month = (at: Date) => at.toISOString().slice(0, 7);
    const from = month(new Date(until.getTime() - 365 * 86_400_000));
    const gaps = await supervisor.get<{ rows: { cases: number | null }[] }>(
      `/api/caseload/unmet-needs/report?from=${from}&to=${month(until)}`,
    );
    expect(gaps.body.rows.length).toBeGreaterThan(5);
    expect(gaps.body.rows.filter(({ cases }) => cases !== null && cases < 8)).toEqual([]);
  });

  it('lets the practice read what became of whom it referred, the charity its tasks, and the operator the journey', async () => {
    const made = year.find(
      ({ life }) => life.referral.senderName === 'Willow Street Surgery' && life.connections.some(({ state }) => state === 'sustained'),
    );
    const { referralId } = made?.life.referral ?? {};
    const { body: task } = await hub.world.gp.get<Task>(`/fhir/R4/Task/${referralId ?? ''}`);
    expect(task.businessStatus?.coding?.[0]?.code).toBe(made?.life.case.status === 'closed' ? 'closed-completed' : 'connected');
    const { body: parts } = await hub.world.gp.get<Bundle<Task>>(`/fhir/R4/Task?part-of=Task/${referralId ?? ''}`);
    expect(parts.entry).toHaveLength(made?.life.connections.length ?? 0);
    const { body: journey } = await hub.world.operator.get<{ steps: unknown[] }>(`/api/pipeline-monitor/journeys/${referralId ?? ''}`);
    expect(journey.steps).toHaveLength(made?.life.told.length ?? 0);
    const { body: tasks } = await hub.world.provider.get<Page>('/api/provider-gateway/tasks?limit=100');
    expect(tasks.items.length).toBeGreaterThan(10);
  });

  it('goes on from there: somebody takes on who waits, and the practice hears of it', async () => {
    const [waiting] = await all('/api/caseload/cases?status=unallocated&limit=100');
    const { referral } = year.find(({ life }) => life.case.id === waiting?.id)?.life ?? {};
    const practice = referral?.senderName === 'Willow Street Surgery' ? hub.world.gp : hub.world.otherGp;
    await hub.world.supervisor.post(`/api/caseload/cases/${waiting?.id ?? ''}/allocate`, { workerId: hub.world.workerId });
    await eventually(async () => {
      const { body: task } = await practice.get<Task>(`/fhir/R4/Task/${referral?.referralId ?? ''}`);
      expect(task.businessStatus?.coding?.[0]?.code).toBe('allocated');
    });
  });

  it('is loaded once', async () => {
    await loadYear(hub.databases, await prepareStage(hub.world), until);
    expect(await all('/api/caseload/cases?limit=100')).toHaveLength(400);
  });

  it('leaves room for another referral to be followed when more people wait than a page of the queue holds', async () => {
    const fhir = { 'content-type': 'application/fhir+json' };
    for (let sent = 0; sent < 200; sent += 1) await hub.world.gp.post('/fhir/R4', referralBundle(randomUUID()), fhir);
    const journey = newJourney();
    for (const step of JOURNEY.slice(0, 3)) expect(await step.run(hub.world, journey)).not.toBe('');
  });
});
