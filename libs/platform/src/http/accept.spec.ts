import { accepts } from './accept';

const FHIR = ['application/fhir+json', 'application/json'];

describe('a caller who says what they accept', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'application/*',
    'application/json',
    'Application/FHIR+JSON;charset=utf-8',
    'application/fhir+json; fhirVersion=4.0',
    'text/html,application/xhtml+xml,*/*;q=0.8',
    'application/fhir+xml, application/fhir+json;q=0.1',
    'application/fhir+json;q=0, application/json',
  ])('takes FHIR as JSON when that is %s', (header) => {
    expect(accepts(header, FHIR)).toBe(true);
  });

  it.each([
    'application/fhir+xml',
    'text/html',
    'application/fhir+json;q=0',
    '*/*;q=0',
    'application/fhir+json;q=0,application/json;q=0,*/*',
    'application/fhir+json; fhirVersion=3.0',
  ])('does not when that is %s', (header) => {
    expect(accepts(header, FHIR)).toBe(false);
  });
});
