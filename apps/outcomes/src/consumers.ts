import { consumersOf } from '#libs/messaging';

export const OUTCOMES = Symbol('outcomes');

/** This service's own doors for events. */
export const { Consumer, On } = consumersOf(OUTCOMES);
