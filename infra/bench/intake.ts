import { anotherReferral } from './referrals';
import { asManyAsGo } from './load';
import { MACHINE, type BenchResult } from './result';
import { gpToken, startBare, type BenchWorld } from './world';

const CONNECTIONS = 16;
const SECONDS = 10;
const TYPE = { 'content-type': 'application/fhir+json' };

/** Transaction Bundles a second, against a bare Fastify route that stores the same body in one raw insert, before and after. */
export async function intake(bench: BenchWorld): Promise<BenchResult> {
  const bare = await startBare(bench.variables['REFERRAL_INTAKE_DATABASE_URL'] ?? '');
  const limit = () => asManyAsGo(bare.url, { path: '/', headers: TYPE, body: anotherReferral }, CONNECTIONS, SECONDS);
  const before = await limit();
  const headers = { ...TYPE, authorization: `Bearer ${await gpToken(bench)}` };
  const hub = await asManyAsGo(bench.url, { path: '/fhir/R4', headers, body: anotherReferral }, CONNECTIONS, SECONDS);
  const after = await limit();
  bare.stop();
  const bound = (before.perSecond + after.perSecond) / 2;
  return {
    name: 'intake',
    at: new Date().toISOString(),
    machine: MACHINE,
    figures: {
      bundles: { value: hub.perSecond, unit: '/s' },
      p50: { value: hub.p50, unit: 'ms' },
      p99: { value: hub.p99, unit: 'ms' },
    },
    limits: {
      bareInsert: { value: bound, unit: '/s' },
      bareInsertBefore: { value: before.perSecond, unit: '/s' },
      bareInsertAfter: { value: after.perSecond, unit: '/s' },
      bareP99: { value: Math.max(before.p99, after.p99), unit: 'ms' },
    },
    ratios: { intake: hub.perSecond / bound },
  };
}
