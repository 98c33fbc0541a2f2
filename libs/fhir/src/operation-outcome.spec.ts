import {
  FhirMessageRefusedError,
  fhirErrorFormat,
  isNhsNumber,
  isReferralReference,
  operationOutcome,
  operationOutcomeOf,
  REFERENCE_BYTES,
  referralReference,
  validateResource,
} from '#libs/fhir';

describe('operationOutcome', () => {
  it.each([
    [400, 'REC_BAD_REQUEST', 'invalid'],
    [401, 'REC_UNAUTHORIZED', 'login'],
    [403, 'REC_FORBIDDEN', 'forbidden'],
    [404, 'REC_NOT_FOUND', 'not-found'],
    [405, 'REC_NOT_IMPLEMENTED', 'not-supported'],
    [406, 'REC_NOT_ACCEPTABLE', 'processing'],
    [408, 'REC_TIMEOUT', 'timeout'],
    [409, 'REC_CONFLICT', 'conflict'],
    [410, 'REC_NOT_FOUND', 'deleted'],
    [412, 'REC_CONFLICT', 'conflict'],
    [413, 'REC_BAD_REQUEST', 'too-long'],
    [415, 'REC_BAD_REQUEST', 'invalid'],
    [422, 'REC_UNPROCESSABLE_ENTITY', 'business-rule'],
    [425, 'REC_TOO_EARLY', 'duplicate'],
    [429, 'REC_TOO_MANY_REQUESTS', 'throttled'],
    [500, 'REC_SERVER_ERROR', 'exception'],
    [501, 'REC_NOT_IMPLEMENTED', 'not-supported'],
    [503, 'REC_SERVICE_UNAVAILABLE', 'transient'],
    [418, 'REC_BAD_REQUEST', 'invalid'],
    [599, 'REC_SERVER_ERROR', 'exception'],
  ])('answers %i with %s and its own issue code when nothing nearer is known', (status, rec, code) => {
    const outcome = operationOutcomeOf({ status, code: 'X', detail: 'Said so.', problems: [] });
    expect(outcome.issue).toEqual([
      {
        severity: 'error',
        code,
        details: { coding: [{ system: 'https://fhir.nhs.uk/Codesystem/http-error-codes', code: rec }] },
        diagnostics: 'Said so.',
      },
    ]);
    expect(validateResource(outcome)).toEqual([]);
  });

  it('has one issue a problem, each with its place', () => {
    const outcome = operationOutcome({
      status: 400,
      issues: [
        { code: 'value', expression: 'Bundle.type', diagnostics: 'a' },
        { code: 'required', diagnostics: 'b' },
      ],
    });
    expect(outcome.issue.map(({ code, expression }) => [code, expression])).toEqual([
      ['value', ['Bundle.type']],
      ['required', undefined],
    ]);
  });

  it('tells a refused message with all its problems, and malformed JSON as structure', () => {
    const refused = new FhirMessageRefusedError(422, [{ code: 'not-supported', expression: 'Bundle.entry[0]', diagnostics: 'No.' }]);
    const { status, code, message, problems } = refused;
    const rendered = fhirErrorFormat('/fhir/').render({ status, code, detail: message, problems });
    expect(rendered).toMatchObject({ issue: [{ code: 'not-supported', expression: ['Bundle.entry[0]'], diagnostics: 'No.' }] });
    expect(operationOutcomeOf({ status: 400, code: 'REQUEST.MALFORMED_JSON', detail: 'x', problems: [] }).issue[0]?.code).toBe('structure');
    expect(operationOutcomeOf({ status: 401, code: 'TOKEN.EXPIRED', detail: 'x', problems: [] }).issue[0]?.code).toBe('expired');
  });
});

describe('isNhsNumber', () => {
  it.each(['9000000009', '9434765919', '4505577104'])('takes %s', (value) => {
    expect(isNhsNumber(value)).toBe(true);
  });

  it.each(['', '9000000008', '900 000 0009', '900000000', '90000000090', 'abcdefghij', '1234567890', '9000000010'])(
    'refuses "%s"',
    (value) => {
      expect(isNhsNumber(value)).toBe(false);
    },
  );
});

describe('a referral reference', () => {
  const bytes = (seed: number): Uint8Array =>
    Uint8Array.from({ length: REFERENCE_BYTES }, (_, place) => (seed * 37 + place * 101 + seed * place) % 256);
  const references = Array.from({ length: 200 }, (_, seed) => referralReference(bytes(seed)));

  it('is printed as SP-XXXX-XXXX without the letters that are misheard', () => {
    for (const reference of references) expect(reference).toMatch(/^SP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(references.every(isReferralReference)).toBe(true);
  });

  it('is refused when two neighbours were changed about or one character is wrong', () => {
    for (const reference of references) {
      for (const place of [3, 4, 5, 8, 9]) {
        const [a, b] = [reference.charAt(place), reference.charAt(place + 1)];
        const same = a === b || [a, b].toSorted().join('') === '0Z';
        if (!same) expect(isReferralReference(reference.slice(0, place) + b + a + reference.slice(place + 2))).toBe(false);
        const wrong = a === '7' ? '8' : '7';
        expect(isReferralReference(reference.slice(0, place) + wrong + reference.slice(place + 1))).toBe(false);
      }
    }
  });

  it.each(['', 'SP-4K7Q', 'sp-4k7q-9m2x', 'SP-4K7I-9M2X', 'XX-4K7Q-9M2X'])('is not "%s"', (text) => {
    expect(isReferralReference(text)).toBe(false);
  });
});
