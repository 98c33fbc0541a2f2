import type { CaseStatus } from '#libs/contracts';
import { CaseActRefusedError, type CaseAct } from './case.errors';

/** The case's state machine: for each act, the statuses it is possible in and the status it leads to. Nothing leads out of `closed`. */
export const CASE_ACTS: Readonly<Record<CaseAct, Readonly<Partial<Record<CaseStatus, CaseStatus>>>>> = {
  // Also a take-over by another worker, which changes nothing about how far the support has come.
  allocate: { unallocated: 'allocated', allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'keep-contact': { allocated: 'supporting', supporting: 'supporting', 'handing-over': 'handing-over' },
  // A missed contact ends nothing and starts nothing.
  'miss-contact': { allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'plan-contact': { allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'promise-call-back': { unallocated: 'unallocated', allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'describe-person': { unallocated: 'unallocated', allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  connect: { allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'progress-connection': { allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'open-action': { unallocated: 'unallocated', allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  // A crisis can come at any time: also while nobody has the case.
  'refer-back': { unallocated: 'unallocated', allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  'write-plan': { allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  // Nobody agrees a plan with a person they have not spoken to.
  'agree-plan': { supporting: 'supporting', 'handing-over': 'handing-over' },
  // A hand-over that is under way is ended first.
  'return-to-queue': { allocated: 'unallocated', supporting: 'unallocated' },
  'start-hand-over': { allocated: 'handing-over', supporting: 'handing-over' },
  'end-hand-over': { 'handing-over': 'supporting' },
  block: { unallocated: 'unallocated', allocated: 'allocated', supporting: 'supporting', 'handing-over': 'handing-over' },
  move: { unallocated: 'unallocated', allocated: 'allocated', supporting: 'supporting' },
  // A hand-over that is under way is ended first (CL-18).
  close: { unallocated: 'closed', allocated: 'closed', supporting: 'closed' },
};

/** The status after an act; refuses an act that is not possible now. */
export function statusAfter(act: CaseAct, status: CaseStatus): CaseStatus {
  const next = CASE_ACTS[act][status];
  if (next === undefined) throw new CaseActRefusedError(act, status);
  return next;
}
