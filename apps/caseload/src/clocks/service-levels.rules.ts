import type { Nation } from './bank-holidays.rules';
import { endOfWorkingDay } from './working-days.rules';

/** What a scheme promises, in working days of its nation; each scheme sets its own. */
export interface SchemeClocks {
  readonly nation: Nation;
  readonly allocateWithin: number;
  readonly contactWithin: number;
  readonly respondWithin: number;
}

/** When a link worker must have the case. Runs from the moment the referral was received, not from when it was handled here. */
export function allocateBy(receivedAt: Date, clocks: SchemeClocks): Date {
  return endOfWorkingDay(receivedAt, clocks.allocateWithin, clocks.nation);
}

/** When the person must have been spoken to: also from the referral, so that a slow allocation does not buy time (CL-12). */
export function contactBy(receivedAt: Date, clocks: SchemeClocks): Date {
  return endOfWorkingDay(receivedAt, clocks.contactWithin, clocks.nation);
}

/** When the provider must have answered a connection. */
export function respondBy(requestedAt: Date, clocks: SchemeClocks): Date {
  return endOfWorkingDay(requestedAt, clocks.respondWithin, clocks.nation);
}

/** When the link worker is next in touch after something happened: the scheme's promise for a first contact holds for each one. */
export function followUpBy(happenedAt: Date, clocks: SchemeClocks): Date {
  return endOfWorkingDay(happenedAt, clocks.contactWithin, clocks.nation);
}
