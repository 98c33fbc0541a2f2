import { consumersOf } from '#libs/messaging';

/** This service's transport. */
export const PROVIDER_GATEWAY = Symbol('provider-gateway');

export const { Consumer, On } = consumersOf(PROVIDER_GATEWAY);
