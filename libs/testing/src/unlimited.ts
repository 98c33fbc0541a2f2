/** Settings for specs and benches that call more often than people and systems do. */
export const UNLIMITED = { RATE_LIMIT: '0', RATE_LIMIT_FHIR: '0', RATE_LIMIT_FORMS: '0' };
