import ipaddr from 'ipaddr.js';
import { asDuration, asInteger, asList, asNetworks, Setting } from '#libs/platform';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** An address and how many of its leading bits count: `127.0.0.0/8`. */
export type Network = readonly [address: Address, bits: number];

function asSchedule(text: string): number[] {
  const delays = asList(text).map(asDuration);
  if (delays.length > 50) throw new Error('must have 50 entries at most');
  return delays;
}

/** What provider-gateway needs to know beyond what every process does. */
export class ProviderGatewayConfig {
  @Setting({
    env: 'WEBHOOK_ALLOWED_NETWORKS',
    default: '',
    parse: (text) => asNetworks(text).map((network) => ipaddr.parseCIDR(network)),
    describe: 'Networks (CIDR, comma separated) to which webhooks may go although they are not public; inside them http is allowed too',
  })
  readonly webhookAllowedNetworks: readonly Network[] = [];

  @Setting({
    env: 'WEBHOOK_RETRY_SCHEDULE',
    default: '1s,5s,30s,2m,10m,1h,3h,6h,12h,1d,1d',
    parse: asSchedule,
    describe: 'Waits between the attempts of a delivery, each varied by a fifth; after the last it counts as failed',
  })
  readonly webhookRetrySchedule!: readonly number[];

  @Setting({
    env: 'WEBHOOK_LEASE',
    default: '60s',
    parse: asDuration,
    describe: 'How long a worker may keep a delivery before another takes it over; longer than WEBHOOK_TIMEOUT',
  })
  readonly webhookLeaseMs!: number;

  @Setting({ env: 'WEBHOOK_TIMEOUT', default: '15s', parse: asDuration, describe: 'How long a provider has to answer a webhook' })
  readonly webhookTimeoutMs!: number;

  @Setting({
    env: 'WEBHOOK_POLL',
    default: '1s',
    parse: asDuration,
    describe: 'How often due deliveries are looked for when nothing wakes the worker',
  })
  readonly webhookPollMs!: number;

  @Setting({
    env: 'WEBHOOK_CONCURRENCY',
    default: '128',
    parse: asInteger(1, 1000),
    describe: 'Deliveries on their way at once in one process',
  })
  readonly webhookConcurrency!: number;

  @Setting({
    env: 'WEBHOOK_ENDPOINTS_PER_PROVIDER',
    default: '20',
    parse: asInteger(1, 1000),
    describe: 'Webhook endpoints that a provider may have; one more is answered 422',
  })
  readonly endpointsPerProvider!: number;

  @Setting({
    env: 'WEBHOOK_TESTS_PER_HOUR',
    default: '60',
    parse: asInteger(1, 10_000),
    describe: 'Tests of its endpoints that a provider may make in an hour; one more is answered 429',
  })
  readonly testsPerHour!: number;
}
