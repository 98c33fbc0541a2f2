import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { EventClass } from '#libs/contracts';
import { problemsOf } from '#libs/platform';
import { surelyKeepsRules } from './quick-rules';

export interface CheckedEvent {
  /** An instance of its class, as are its parts. */
  readonly event: object;
  /** Every rule that it breaks. */
  readonly problems: ReturnType<typeof problemsOf>;
}

/** The event that plain data is of, held to the rules of its class. */
export function eventOfData(eventClass: EventClass, data: object): CheckedEvent {
  // Assigned, a field of this name would be the event's class.
  if (!Object.hasOwn(data, '__proto__')) {
    const quick = Object.assign(new eventClass(), data);
    if (surelyKeepsRules(quick)) return { event: quick, problems: [] };
  }
  // Parts given as plain objects get their classes first, and with them their rules.
  const event = plainToInstance(eventClass, data);
  return { event, problems: problemsOf(validateSync(event, { forbidUnknownValues: false })) };
}
