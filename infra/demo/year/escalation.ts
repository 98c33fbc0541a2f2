import { Action } from '../../../apps/caseload/src/actions/action.entity';
import { ESCALATION_SOURCES } from '../../../apps/caseload/src/actions/routine-actions.rules';
import type { Case } from '../../../apps/caseload/src/cases/case.entity';
import type { SchemeClocks } from '../../../apps/caseload/src/clocks/service-levels.rules';
import { endOfWorkingDay } from '../../../apps/caseload/src/clocks/working-days.rules';

/** A clock that ran out: its alert, and what the supervisor is asked. */
export interface Escalated {
  readonly code: string;
  readonly since: Date;
  readonly action: Action;
}

export const escalation = {
  allocation: ({ allocateBy }: Case, clocks: SchemeClocks): Escalated =>
    toSupervisor(
      'allocation-overdue',
      allocateBy,
      'Allocation is overdue: find a link worker for this case',
      ESCALATION_SOURCES.allocation,
      clocks,
    ),
  firstContact: ({ contactBy }: Case, clocks: SchemeClocks): Escalated =>
    toSupervisor(
      'first-contact-overdue',
      contactBy,
      'First contact is overdue: make sure that somebody speaks to the person',
      ESCALATION_SOURCES.firstContact,
      clocks,
    ),
};

function toSupervisor(code: string, since: Date, title: string, source: string, clocks: SchemeClocks): Escalated {
  const dueAt = endOfWorkingDay(since, 1, clocks.nation);
  return { code, since, action: Action.open({ type: 'escalation', title, ownerKind: 'supervisor', dueAt, source }) };
}
