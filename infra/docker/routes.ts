import { SERVICES, type ServiceName } from '../launcher/services';

/** What stands behind the reverse proxy as a process of its own. */
export const ROUTED_APPS = [...SERVICES, 'console'] as const;
export type RoutedApp = (typeof ROUTED_APPS)[number];

export interface Route {
  /** The address itself and everything below it: `/refer` is `/refer` and `/refer/…`, not `/referrals`. */
  readonly prefix: string;
  readonly app: RoutedApp;
}

/**
 * Which service answers which address: the hub's addresses, for the reverse proxy of the compose file (nginx.conf is made from this)
 * and for tests that start every service as a process. The longest prefix wins; what no prefix names belongs to the console.
 */
export const ROUTES: readonly Route[] = [
  { prefix: '/fhir/R4', app: 'referral-intake' },
  { prefix: '/fhir/provider/R4', app: 'provider-gateway' },
  ...SERVICES.map((app: ServiceName) => ({ prefix: `/api/${app}`, app })),
  { prefix: '/identity', app: 'identity' },
  { prefix: '/open-referral/v3', app: 'provider-gateway' },
  { prefix: '/directory', app: 'provider-gateway' },
  { prefix: '/respond', app: 'provider-gateway' },
  { prefix: '/refer', app: 'referral-intake' },
  { prefix: '/my', app: 'caseload' },
  // Of the process that makes an accepted referral durable. Metrics are read from each process, behind the proxy.
  { prefix: '/health', app: 'referral-intake' },
];

export const OTHERWISE: RoutedApp = 'console';

const LONGEST_FIRST = [...ROUTES].sort((one, other) => other.prefix.length - one.prefix.length);

/** The app that answers this path (without its query). */
export function appAt(path: string): RoutedApp {
  const found = LONGEST_FIRST.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  return found?.app ?? OTHERWISE;
}
