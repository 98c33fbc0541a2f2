import { ReferralDetails, type PersonDetails } from '#libs/contracts';
import { correctedDetails } from './corrected-details.rules';

const OLD = { system: 'phone', value: '020 7946 0000' };
const WORK = { system: 'phone', value: '020 7946 0001', use: 'work' };
const MAIL = { system: 'email', value: 'ada@example.org' };
const HOME = { lines: ['1 Example Street'], postcode: 'ZZ99 3VZ' };
const details = Object.assign(new ReferralDetails(), { telecoms: [OLD, WORK, MAIL], addresses: [HOME] });
const before = { phone: OLD.value, email: MAIL.value } as PersonDetails;

/** GV-08: what is corrected of a person is corrected in what the referrer gave beside it. */
describe('what a referrer gave of a person who is corrected', () => {
  it('has the new phone in the place of the one that was used, and keeps the others', () => {
    const { telecoms, addresses } = correctedDetails(details, before, ['phone'], { phone: '020 7946 0009' });
    expect(telecoms).toEqual([{ system: 'phone', value: '020 7946 0009' }, WORK, MAIL]);
    expect(addresses).toEqual([HOME]);
  });

  it('has no email where it was removed', () => {
    expect(correctedDetails(details, before, ['email'], {}).telecoms).toEqual([OLD, WORK]);
  });

  it('has the new address in the place of all, or none', () => {
    const moved = { lines: ['2 Example Street'], postcode: 'ZZ99 3WZ' };
    expect(correctedDetails(details, before, ['address'], { address: moved }).addresses).toEqual([moved]);
    expect(correctedDetails(details, before, ['address'], {}).addresses).toEqual([]);
  });

  it('stays as it is where a name is corrected', () => {
    expect(correctedDetails(details, before, ['name'], {})).toEqual(details);
  });
});
