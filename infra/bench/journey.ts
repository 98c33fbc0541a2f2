import type { Bundle } from '@medplum/fhirtypes';
import { Pool } from 'undici';
import { eventually } from '#libs/testing';
import { UnexpectedAnswerError } from '../demo/api';
import { atRate, send, type Request } from './load';
import { anotherReferral } from './referrals';
import { MACHINE, percentile, type BenchResult } from './result';
import { gpToken, type BenchWorld } from './world';

/** Connections made while nothing else happens, and while referrals come in. */
const QUIET = 100;
const LOADED = 200;
const SECONDS = 10;

/**
 * While referrals come in at half the rate that intake can take, link workers make connections: from the POST of a
 * connection until the charity has its webhook, over the outbox, the bus, the provider's Task and the delivery.
 */
export async function journey(bench: BenchWorld, intakePerSecond: number): Promise<BenchResult> {
  const { world, url } = bench;
  const pool = new Pool(url, { connections: 64 });
  const token = await gpToken(bench);
  const refer: Request = {
    path: '/fhir/R4',
    headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` },
    body: anotherReferral,
  };
  const cases = await prepareCases(bench, pool, refer);

  const rate = intakePerSecond / 2;
  let refused = 0;
  const started = new Map<string, number>();
  const connect = async (caseId: string): Promise<void> => {
    const at = Date.now();
    const wanted = { serviceId: world.serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: false };
    try {
      const { body } = await world.linkWorker.post<{ id: string }>(`/api/caseload/cases/${caseId}/connections`, wanted);
      started.set(body.id, at);
    } catch (error) {
      if (!(error instanceof UnexpectedAnswerError)) throw error;
      refused += 1;
    }
  };
  await atRate(QUIET / SECONDS, SECONDS, (index) => connect(cases[index] ?? ''));
  await eventually(() => {
    arrived(bench, started);
  });
  const quiet = timesOf(bench, started);
  started.clear();
  await Promise.all([
    atRate(rate, SECONDS, async () => {
      await send(pool, refer);
    }),
    atRate(LOADED / SECONDS, SECONDS, (index) => connect(cases[QUIET + index] ?? '')),
  ]);
  await eventually(() => arrived(bench, started), { timeoutMs: 60_000 });
  const times = timesOf(bench, started);
  await pool.close();
  return {
    name: 'journey',
    at: new Date().toISOString(),
    machine: MACHINE,
    figures: {
      p50: { value: percentile(times, 0.5), unit: 'ms' },
      p99: { value: percentile(times, 0.99), unit: 'ms' },
      quietP50: { value: percentile(quiet, 0.5), unit: 'ms' },
      quietP99: { value: percentile(quiet, 0.99), unit: 'ms' },
      connections: { value: times.length, unit: 'measured' },
      refused: { value: refused, unit: 'for overload' },
    },
    limits: { referrals: { value: rate, unit: '/s meanwhile' }, aim: { value: 250, unit: 'ms p99' } },
    ratios: {},
  };
}

/** Milliseconds from each POST to its webhook. */
function timesOf({ world }: BenchWorld, started: ReadonlyMap<string, number>): number[] {
  return world.charity.accepted.flatMap(({ json, at }) => {
    const since = started.get(String(json.data['connectionId']));
    return since === undefined ? [] : [at - since];
  });
}

function arrived({ world }: BenchWorld, started: ReadonlyMap<string, number>): void {
  const seen = new Set(world.charity.accepted.map(({ json }) => String(json.data['connectionId'])));
  const missing = [...started.keys()].filter((id) => !seen.has(id)).length;
  if (missing > 0) throw new Error(`${String(missing)} webhooks have not arrived`);
}

/** Cases that a link worker has taken on, ready for a connection. */
async function prepareCases({ world }: BenchWorld, pool: Pool, refer: Request): Promise<string[]> {
  const wanted = new Set<string>();
  for (let index = 0; index < QUIET + LOADED; index += 1) {
    const bundle = JSON.parse(await send(pool, refer)) as Bundle;
    wanted.add(bundle.entry?.[1]?.response?.location?.split('/')[1] ?? '');
  }
  const cases = await eventually(() => find(world, wanted), { timeoutMs: 120_000, everyMs: 500 });
  for (const id of cases) await world.linkWorker.post(`/api/caseload/cases/${id}/allocate`, { workerId: world.workerId });
  return cases;
}

async function find(world: BenchWorld['world'], wanted: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await world.linkWorker.get<{ items: { id: string; referralId: string }[]; nextCursor: string | null }>(
      `/api/caseload/cases?status=unallocated&limit=100${query}`,
    );
    found.push(...body.items.filter(({ referralId }) => wanted.has(referralId)).map(({ id }) => id));
    cursor = body.nextCursor;
  }
  if (found.length < wanted.size) throw new Error(`Only ${String(found.length)} of ${String(wanted.size)} cases are open`);
  return found;
}
