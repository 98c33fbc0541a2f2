import { consumersOf } from '#libs/messaging';

/** The transport that carries caseload's messages. */
export const CASELOAD = Symbol('caseload');
export const { Consumer, On } = consumersOf(CASELOAD);
