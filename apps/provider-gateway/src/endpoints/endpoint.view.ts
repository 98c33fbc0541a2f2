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
}

export function viewOf(endpoint: Endpoint, now: Date): EndpointView {
  const { id, providerId, url, status, disabledReason, cap, blockedUntil } = endpoint;
  return { id, providerId, url, status, disabledReason, cap, blockedUntil: blockedUntil > now ? blockedUntil.toISOString() : null };
}
