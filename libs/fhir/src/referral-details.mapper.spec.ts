import type { Patient, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { LONGEST_REFERRAL_DETAILS } from '#libs/contracts';
import { CONTACT_RULE_EXTENSION, FhirMessageRefusedError, identityOf, readReferralTransaction, toReferralDetails } from '#libs/fhir';
import {
  anEntry,
  aPatient,
  aReferralBundle,
  aServiceRequest,
  NEED_SYSTEM,
  PATIENT_URL,
  REQUEST_URL,
} from '../test/referral-bundle.builder';

const subject = { reference: PATIENT_URL };
const details = (request: Partial<ServiceRequest>, patient: Partial<Patient>, ...more: Resource[]) => {
  const [sent, person] = [aServiceRequest(request), aPatient(patient)];
  return toReferralDetails(sent, person, [sent, person, ...more]);
};

describe('what a referrer wrote', () => {
  it('keeps every note, also where a reason has words, wherever it stands', () => {
    const note = [{ text: 'Partner is controlling; ring the practice, not her.', time: '2026-11-26', authorString: 'Dr Priya Shah' }];
    const condition: Resource = {
      resourceType: 'Condition',
      subject,
      code: { text: 'Asthma' },
      note: [{ text: 'Inhaler at school' }],
    };
    const { notes, reasons } = details({ note }, {}, condition);
    expect(notes).toEqual([
      { text: note[0]?.text, resourceType: 'ServiceRequest', from: '2026-11-26', author: 'Dr Priya Shah' },
      { text: 'Inhaler at school', resourceType: 'Condition' },
    ]);
    expect(reasons).toEqual([
      {
        text: 'Lives alone since her husband died in spring.',
        resourceType: 'ServiceRequest',
        coding: [{ system: NEED_SYSTEM, code: 'loneliness' }],
      },
    ]);
  });

  it('keeps conditions, flags and observations in words, with their codes and dates', () => {
    const coding = [{ system: 'http://snomed.info/sct', code: '69896004', display: 'Rheumatoid arthritis' }];
    const found = details(
      { orderDetail: [{ text: 'By bus only' }, { coding: [{ system: NEED_SYSTEM, code: 'loneliness' }] }] },
      {},
      { resourceType: 'Condition', subject, code: { coding }, clinicalStatus: { coding: [{ code: 'active' }] }, onsetDateTime: '2019' },
      { resourceType: 'Flag', status: 'active', subject, code: { text: 'Dog in the house' }, category: [{ text: 'Safety' }] },
      {
        resourceType: 'Observation',
        status: 'final',
        subject,
        code: { text: 'PHQ-9' },
        valueQuantity: { value: 7, unit: 'points' },
      },
    );
    expect(found.conditions).toEqual([{ text: 'Rheumatoid arthritis', resourceType: 'Condition', coding, status: 'active', from: '2019' }]);
    expect(found.flags).toEqual([{ text: 'Dog in the house', resourceType: 'Flag', status: 'active', category: 'Safety' }]);
    expect(found.supportingInfo).toEqual([
      { text: 'By bus only', resourceType: 'ServiceRequest' },
      { text: 'PHQ-9: 7 points', resourceType: 'Observation' },
    ]);
  });

  it('keeps address lines, every phone, gender, language, the need for an interpreter and who belongs to the person', () => {
    const found = details(
      {},
      {
        gender: 'female',
        telecom: [
          { system: 'phone', value: '07700 900123', use: 'mobile' },
          { system: 'phone', value: '0113 496 0000', use: 'home' },
        ],
        communication: [{ language: { coding: [{ code: 'ur', display: 'Urdu' }] }, preferred: true }],
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true }],
        contact: [
          {
            extension: [{ url: CONTACT_RULE_EXTENSION, valueCode: 'through-carer' }],
            name: { text: 'Ngozi Okafor' },
            relationship: [{ coding: [{ code: 'N' }], text: 'Daughter and carer' }],
            telecom: [{ system: 'phone', value: '07700 900456' }],
            period: { start: '2026', end: '2027-02' },
          },
        ],
      },
      { resourceType: 'RelatedPerson', patient: subject, name: [{ text: 'Sam Reed' }], relationship: [{ text: 'Advocate' }] },
    );
    expect(found).toMatchObject({
      gender: 'female',
      interpreterRequired: true,
      telecoms: [{ value: '07700 900123' }, { value: '0113 496 0000', use: 'home' }],
      addresses: [{ use: 'home', lines: ['1 Example Street', 'Exampleton'], postcode: 'ZZ99 3VZ' }],
      languages: [{ text: 'Urdu', code: 'ur', preferred: true }],
    });
    expect(found.relatedPersons).toEqual([
      {
        name: 'Ngozi Okafor',
        relationship: 'carer',
        relationshipText: 'Daughter and carer',
        telecoms: [{ system: 'phone', value: '07700 900456' }],
        throughCarer: true,
        from: '2026-01-01',
        until: '2027-02-28',
      },
      { name: 'Sam Reed', relationship: 'advocate', relationshipText: 'Advocate', telecoms: [] },
    ]);
  });

  it('is refused as a whole where it is too long, and never cut', async () => {
    const note = [{ text: 'x'.repeat(LONGEST_REFERRAL_DETAILS) }];
    const refusal = readReferralTransaction(
      aReferralBundle([anEntry(PATIENT_URL, aPatient()), anEntry(REQUEST_URL, aServiceRequest({ note }))]),
    );
    await expect(refusal).rejects.toThrow(FhirMessageRefusedError);
    await expect(refusal).rejects.toMatchObject({ status: 400, issues: [{ code: 'too-long', expression: 'Bundle.entry' }] });
  });
});

describe('who a Patient is', () => {
  it.each([
    ["O'Brién-Smith", 'OBRIEN  SMITH', true],
    ['Łukasz', 'lukasz', false],
    ['Alpha', 'Beta', false],
  ])('compares surnames without case, accents, punctuation and spaces: %s and %s', (one, other, same) => {
    const of = (family: string) => identityOf(aPatient({ name: [{ family }] }));
    expect(of(one) === of(other)).toBe(same);
  });

  it('needs surname and whole birth date', () => {
    expect(identityOf(aPatient({ birthDate: '1951' }))).toBeUndefined();
    expect(identityOf(aPatient({ name: [{ text: 'Ruth' }] }))).toBeUndefined();
    expect(identityOf(aPatient())).not.toBe(identityOf(aPatient({ birthDate: '1951-03-10' })));
  });
});
