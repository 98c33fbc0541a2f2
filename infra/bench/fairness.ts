import { eventually, webhookReceiver, type WebhookReceiver } from '#libs/testing';
import type { Api } from '../demo/api';
import { ORGANISATIONS } from '../demo/identities';
import type { Item } from '../demo/world';
import { MACHINE, percentile, type BenchResult } from './result';
import type { BenchWorld } from './world';

const ENDPOINTS = '/api/provider-gateway/endpoints';
const PATIENCE = { timeoutMs: 60_000, everyMs: 1 };
/** How much slower another provider's webhooks may become. */
const MOST = 1.1;

export interface FloodSizes {
  /** Endpoints of one provider that do not answer. */
  readonly silent: number;
  readonly rounds: number;
  /** Webhooks to the other provider, of which the time is taken, in each half of a round. */
  readonly samples: number;
}

const FULL: FloodSizes = { silent: 200, rounds: 3, samples: 30 };

/** What the hub of this bench must allow one provider. */
export const FLOOD_SETTINGS = {
  WEBHOOK_ENDPOINTS_PER_PROVIDER: '1000',
  WEBHOOK_TESTS_PER_HOUR: '10000',
  // Longer than a round takes, so that the silent endpoints are silent for all of it.
  WEBHOOK_TIMEOUT: '50s',
};

/**
 * How long a webhook takes from the request to the provider, while nothing else is sent and while many endpoints of another provider
 * are silent. The limit is what it takes alone in the same run, and a tenth.
 */
export async function fairness({ world }: BenchWorld, { silent, rounds, samples }: FloodSizes = FULL): Promise<BenchResult> {
  const flooder = await webhookReceiver();
  const healthy = await webhookReceiver();
  try {
    const own = await register(world.otherProvider, ORGANISATIONS.otherCharity, healthy.url);
    const urls = Array.from({ length: silent }, (_, place) => `${flooder.url}/${String(place)}`);
    const floods: string[] = [];
    for (const url of urls) floods.push(await register(world.provider, ORGANISATIONS.charity, url));
    const alone: number[] = [];
    const beside: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      await sample(samples, alone, () => timeTo(world.otherProvider, own, healthy));
      flooder.hang();
      for (const id of floods) await test(world.provider, id);
      await eventually(() => {
        if (!flooder.received.some(({ answered }) => answered === undefined)) throw new Error('the flood has not begun');
      }, PATIENCE);
      await sample(samples, beside, () => timeTo(world.otherProvider, own, healthy));
      flooder.release();
      await eventually(() => {
        if (flooder.accepted.length < silent * round) throw new Error('the flood has not ended');
      }, PATIENCE);
    }
    return resultOf(alone, beside);
  } finally {
    flooder.release();
    await flooder.close();
    await healthy.close();
  }
}

async function register(provider: Api, providerId: string, url: string): Promise<string> {
  return (await provider.post<Item>(ENDPOINTS, { providerId, url })).body.id;
}

async function test(provider: Api, endpointId: string): Promise<void> {
  await provider.post(`${ENDPOINTS}/${endpointId}/test`);
}

async function sample(count: number, times: number[], take: () => Promise<number>): Promise<void> {
  for (let taken = 0; taken < count; taken += 1) times.push(await take());
}

/** Milliseconds from the request for a webhook until the charity has it. */
async function timeTo(provider: Api, endpointId: string, charity: WebhookReceiver): Promise<number> {
  const before = charity.received.length;
  const began = performance.now();
  await test(provider, endpointId);
  await eventually(() => {
    if (charity.received.length <= before) throw new Error('the webhook has not arrived');
  }, PATIENCE);
  return performance.now() - began;
}

function resultOf(alone: readonly number[], beside: readonly number[]): BenchResult {
  const [quiet, flooded] = [percentile(alone, 0.5), percentile(beside, 0.5)];
  return {
    name: 'fairness',
    at: new Date().toISOString(),
    machine: MACHINE,
    figures: { besideP50: { value: flooded, unit: 'ms' }, besideP99: { value: percentile(beside, 0.99), unit: 'ms' } },
    limits: {
      aloneP50: { value: quiet, unit: 'ms' },
      aloneP99: { value: percentile(alone, 0.99), unit: 'ms' },
      allowedP50: { value: MOST * quiet, unit: 'ms' },
    },
    ratios: { besideP50: flooded / (MOST * quiet) },
  };
}
