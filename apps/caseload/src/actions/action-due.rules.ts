import type { FieldProblem } from '#libs/contracts';
import { tooFarAhead } from '../clocks/horizon.rules';

/** How far the clock of a caller's computer may run behind ours. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Why an action that somebody thought of cannot be due then. */
export function dueProblems(dueAt: Date, now: Date): FieldProblem[] {
  const isPast = dueAt.getTime() < now.getTime() - CLOCK_TOLERANCE_MS;
  return isPast ? [{ pointer: '/dueAt', code: 'in-past', detail: 'What is due must lie ahead.' }] : tooFarAhead('/dueAt', dueAt, now);
}
