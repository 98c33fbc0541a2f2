import { isDeepStrictEqual } from 'node:util';
import type { Task } from '@medplum/fhirtypes';
import { FhirMessageRefusedError, validateResource } from '#libs/fhir';

/** How a sender takes its referral back. */
export type Withdrawal = 'cancelled' | 'entered-in-error';

/** What a sender's `PUT` of its Task may say otherwise than the hub's; the hub keeps `meta` and `lastModified` itself. */
const OPEN_TO_SENDER: ReadonlySet<string> = new Set(['status', 'statusReason', 'meta', 'text', 'lastModified']);

/** Whether the update asks for the withdrawal that was made already: a sender that got no answer may ask again, with the Task as it was then. */
export function isRepeatOf(before: Withdrawal, body: unknown, id: string): boolean {
  const { resourceType, id: wanted, status } = (body ?? {}) as Partial<Task>;
  return resourceType === 'Task' && wanted === id && status === before && validateResource(body).length === 0;
}

/**
 * Reads a sender's update of its Task: from an open status to `cancelled` or `entered-in-error`, every other field as it
 * stands. Throws with every problem: 400 where it is no valid Task, 422 where it is one that may not be.
 */
export function readWithdrawal(body: unknown, current: Task): Withdrawal {
  const invalid = validateResource(body);
  if (invalid.length > 0) throw new FhirMessageRefusedError(400, invalid);
  const wanted = body as Partial<Task>;
  if (wanted.resourceType !== 'Task' || wanted.id !== current.id) {
    throw new FhirMessageRefusedError(400, [
      { code: 'invalid', expression: 'Task.id', diagnostics: 'The body is not the Task of this address.' },
    ]);
  }
  const touched = [...new Set([...Object.keys(current), ...Object.keys(wanted)])].filter(
    (key) => !OPEN_TO_SENDER.has(key) && !isDeepStrictEqual(current[key as keyof Task], wanted[key as keyof Task]),
  );
  const problems = touched.map((key) => ({
    code: 'business-rule' as const,
    expression: `Task.${key}`,
    diagnostics: 'A sender changes the status of its Task only.',
  }));
  if (wanted.status !== 'cancelled' && wanted.status !== 'entered-in-error') {
    problems.push({ code: 'business-rule', expression: 'Task.status', diagnostics: 'A sender sets cancelled or entered-in-error only.' });
  }
  if (problems.length > 0) throw new FhirMessageRefusedError(422, problems);
  return wanted.status as Withdrawal;
}
