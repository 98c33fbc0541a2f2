import { consumersOf } from '#libs/messaging';

export const REFERRAL_INTAKE = Symbol('referral-intake');

/** This service's own doors for events. */
export const { Consumer, On } = consumersOf(REFERRAL_INTAKE);
