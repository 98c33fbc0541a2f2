import { NotFoundError } from '#libs/contracts';
import { versionOf } from './plan-version.rules';

describe('the version of a plan in an address', () => {
  it('is a number from 1', () => {
    expect(['1', '12', '999999'].map(versionOf)).toEqual([1, 12, 999_999]);
  });

  it.each(['0', '01', '-1', '1.0', 'latest', '1000000', ''])('%p is no version', (text) => {
    expect(() => versionOf(text)).toThrow(NotFoundError);
  });
});
