import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { EventClass, FieldProblem } from '#libs/contracts';
import { problemsOf } from '#libs/platform';
import { surelyKeepsRules } from './quick-rules';

export interface CheckedEvent {
  /** An instance of its class, as are its parts. */
  readonly event: object;
  /** Every rule that it breaks. */
  readonly problems: readonly FieldProblem[];
}

/** Assigned, fields called so would be taken for the event's class. class-transformer leaves them out. */
const NAMES_OF_A_CLASS = ['__proto__', 'constructor'];

/** The event that plain data is of, held to the rules of its class. */
export function eventOfData(eventClass: EventClass, data: object): CheckedEvent {
  if (!NAMES_OF_A_CLASS.some((name) => Object.hasOwn(data, name))) {
    const quick = Object.assign(new eventClass(), data);
    if (surelyKeepsRules(eventClass, quick)) return { event: quick, problems: [] };
  }
  // Parts given as plain objects get their classes first, and with them their rules.
  const event = plainToInstance(eventClass, data);
  return { event, problems: problemsOf(validateSync(event, { forbidUnknownValues: false })) };
}
