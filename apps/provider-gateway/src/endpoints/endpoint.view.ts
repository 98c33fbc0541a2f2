import type { Endpoint } from './endpoint.entity';

/** An endpoint as it is answered; its secret never again. */
export interface EndpointView {
  readonly id: string;
  readonly providerId: string;
  readonly url: string;
  readonly status: string;
  readonly disabledReason: string | null;
  readonly cap: number;
  /** Until when it asked to be left alone; null when it does not. */
  readonly blockedUntil: string | null;
  /** Until when its webhooks are signed by the secret before the last rotation too; null when they are not. */
  readonly previousSecretUntil: string | null;
}

/** `now` by PostgreSQL's clock, by which the times are. */
export function viewOf(endpoint: Endpoint, now: Date): EndpointView {
  const { id, providerId, url, status, disabledReason, cap } = endpoint;
  const ahead = (time: Date | null): string | null => (time !== null && time > now ? time.toISOString() : null);
  return {
    id,
    providerId,
    url,
    status,
    disabledReason,
    cap,
    blockedUntil: ahead(endpoint.blockedUntil),
    previousSecretUntil: ahead(endpoint.previousUntil),
  };
}
