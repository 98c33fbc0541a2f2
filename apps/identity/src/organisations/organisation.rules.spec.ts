import { BeyondKindError } from './organisation.errors';
import { CHARITY_NUMBER, ODS_CODE, refuseRolesBeyond, refuseScopesBeyond } from './organisation.rules';

describe('what an organisation may hold', () => {
  it('are the roles of its kind', () => {
    expect(() => refuseRolesBeyond('practice', ['clinician', 'administrator'])).not.toThrow();
    expect(() => refuseRolesBeyond('practice', ['clinician', 'operator'])).toThrow(BeyondKindError);
    expect(() => refuseRolesBeyond('hub', ['operator'])).not.toThrow();
  });

  it('are the scopes of its kind', () => {
    expect(() => refuseScopesBeyond('charity', ['hub/provider-gateway.read', 'system/Task.ru'])).not.toThrow();
    expect(() => refuseScopesBeyond('charity', ['hub/provider-gateway.read', 'hub/caseload.read'])).toThrow(BeyondKindError);
  });

  it('says which it may not hold, by their place among those that were asked for', () => {
    try {
      refuseRolesBeyond('charity', ['provider', 'operator']);
      throw new Error('taken');
    } catch (error) {
      expect((error as BeyondKindError).problems).toEqual([expect.objectContaining({ pointer: '/roles/1', code: 'beyond-kind' })]);
    }
  });

  it.each([
    [ODS_CODE, ['A81001', 'RJ1', '8HV48'], ['A8', 'a81001', 'A81001A81001', 'A 81']],
    [CHARITY_NUMBER, ['123456', '1234567-1', 'SC012345', 'NIC100123', 'NI100123'], ['12345', 'SC12345', '1234567-', 'X123456']],
  ])('and its code is one of %p', (pattern, right, wrong) => {
    expect(right.filter((code) => !pattern.test(code))).toEqual([]);
    expect(wrong.filter((code) => pattern.test(code))).toEqual([]);
  });
});
