import { ID_SYSTEMS, type ReferralTransaction } from '#libs/fhir';
import type { RegisteredSender } from '../senders/sender.view';
import { RequesterNotSenderError } from './referral.errors';
import { refuseOtherRequester } from './requester.rules';

describe("a referral's requester", () => {
  const sender: RegisteredSender = { id: 's', name: 'Park Road Surgery', odsCode: 'A81001', schemes: [] };
  const ods = (value: string) => ({ system: ID_SYSTEMS.odsCode, value });
  const organisation = (fullUrl: string, ...identifier: object[]) => ({ fullUrl, resource: { resourceType: 'Organization', identifier } });
  const referral = (requester: object, ...entries: object[]) =>
    ({ serviceRequest: { index: 0, resource: { requester } }, entries }) as unknown as ReferralTransaction;
  const check =
    (transaction: ReferralTransaction, of = sender) =>
    () => {
      refuseOtherRequester(transaction, of);
    };

  it('is the sender, by its ODS code in whatever letters', () => {
    expect(check(referral({ identifier: ods('A81001') }))).not.toThrow();
    expect(check(referral({ identifier: ods('a81001') }))).not.toThrow();
    expect(check(referral({ identifier: ods('A81002') }))).toThrow(RequesterNotSenderError);
  });

  it('is the Organization of the Bundle that it names, and no other', () => {
    const requester = { reference: 'urn:uuid:1' };
    expect(check(referral(requester, organisation('urn:uuid:1', ods('A81002'))))).toThrow(RequesterNotSenderError);
    expect(check(referral(requester, organisation('urn:uuid:2', ods('A81002')), organisation('urn:uuid:1', ods('A81001'))))).not.toThrow();
    expect(check(referral({}, organisation('urn:uuid:2', ods('A81002'))))).not.toThrow();
  });

  it('may carry other identifiers, and a role in place of an organisation', () => {
    expect(check(referral({ identifier: { system: 'https://example.org/staff', value: '17' } }))).not.toThrow();
    const role = { fullUrl: 'urn:uuid:1', resource: { resourceType: 'PractitionerRole', identifier: [ods('A81002')] } };
    expect(check(referral({ reference: 'urn:uuid:1' }, role))).not.toThrow();
  });

  it('is not compared where the sender is registered without an ODS code', () => {
    const { odsCode: _, ...without } = sender;
    expect(check(referral({ identifier: ods('A81002') }), without)).not.toThrow();
  });
});
