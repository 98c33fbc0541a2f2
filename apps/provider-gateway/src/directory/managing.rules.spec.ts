import { NotFoundError } from '#libs/contracts';
import { mustManage, providerSeenBy } from './managing.rules';

describe('looking after a provider', () => {
  const own = '0d7a1f5e-0000-4000-8000-000000000001';
  const other = '0d7a1f5e-0000-4000-8000-000000000002';
  const caller = (...roles: string[]) => ({ organisationId: own, roles });

  it('is for those of the provider itself, whatever their role and however its id is written', () => {
    expect(providerSeenBy(caller('administrator'))).toBe(own);
    expect(() => mustManage(caller('administrator'), own)).not.toThrow();
    expect(() => mustManage(caller('provider'), own.toUpperCase())).not.toThrow();
    expect(() => mustManage(caller('administrator', 'provider'), other)).toThrow(NotFoundError);
  });

  it('is for operators with every provider', () => {
    expect(providerSeenBy(caller('operator'))).toBeUndefined();
    expect(() => mustManage(caller('operator'), other)).not.toThrow();
  });
});
