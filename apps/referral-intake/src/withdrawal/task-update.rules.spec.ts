import type { Task } from '@medplum/fhirtypes';
import { FhirMessageRefusedError } from '#libs/fhir';
import { isRepeatOf, readWithdrawal } from './task-update.rules';

describe("a sender's update of its Task", () => {
  const current: Task = { resourceType: 'Task', id: '7', status: 'accepted', intent: 'order', description: 'As it was' };
  const statusOf = (body: unknown): unknown => {
    try {
      return readWithdrawal(body, current);
    } catch (error) {
      return error instanceof FhirMessageRefusedError ? [error.status, error.issues.map(({ expression }) => expression)] : error;
    }
  };

  it.each(['cancelled', 'entered-in-error'] as const)('takes the referral back as %s', (status) => {
    expect(statusOf({ ...current, status, statusReason: { text: 'She moved' } })).toBe(status);
  });

  it('is 400 where it is no valid Task, or another', () => {
    expect(statusOf({ ...current, status: 'nonsense' })).toEqual([400, [expect.stringContaining('status')]]);
    expect(statusOf({ ...current, id: '8', status: 'cancelled' })).toEqual([400, ['Task.id']]);
    expect(statusOf({ resourceType: 'Patient', id: '7' })).toEqual([400, ['Task.id']]);
  });

  it('is 422 where it sets another status, or changes or leaves out anything else', () => {
    expect(statusOf({ ...current, status: 'completed' })).toEqual([422, ['Task.status']]);
    expect(statusOf({ ...current, status: 'cancelled', description: 'Otherwise' })).toEqual([422, ['Task.description']]);
    const { description: _, ...without } = current;
    expect(statusOf({ ...without, status: 'cancelled' })).toEqual([422, ['Task.description']]);
  });

  it('is a repeat when it asks for the withdrawal that was made', () => {
    const body = { ...current, status: 'cancelled' };
    expect(isRepeatOf('cancelled', body, '7')).toBe(true);
    expect(isRepeatOf('entered-in-error', body, '7')).toBe(false);
    expect(isRepeatOf('cancelled', body, '8')).toBe(false);
    expect(isRepeatOf('cancelled', { ...body, intent: undefined }, '7')).toBe(false);
    expect(isRepeatOf('cancelled', null, '7')).toBe(false);
  });
});
