import { CASE_ACTS, statusAfter } from './case-status.rules';
import type { CaseAct } from './case.errors';

const ACTS = Object.keys(CASE_ACTS) as CaseAct[];

describe("a case's statuses", () => {
  it('lead from the queue through a worker and a first contact to the end', () => {
    expect(statusAfter('allocate', 'unallocated')).toBe('allocated');
    expect(statusAfter('keep-contact', 'allocated')).toBe('supporting');
    expect(statusAfter('close', 'supporting')).toBe('closed');
  });

  it('do not start support when a contact was missed (CL-12)', () => {
    expect(statusAfter('miss-contact', 'allocated')).toBe('allocated');
  });

  it('refuse contact and connection while nobody has the case (CL-02)', () => {
    expect(() => statusAfter('keep-contact', 'unallocated')).toThrow('A case that is unallocated cannot take a contact.');
    expect(() => statusAfter('connect', 'unallocated')).toThrow('A case that is unallocated cannot be connected to a service.');
  });

  it.each(ACTS)('refuse to %s when the case is closed', (act) => {
    expect(() => statusAfter(act, 'closed')).toThrow(expect.objectContaining({ code: 'CASE.ACT_NOT_POSSIBLE', status: 409 }) as Error);
  });
});
