import { DomainError } from '#libs/contracts';

/** Diagnoses and medication belong to the clinical record: link work is not clinical (CL-25). */
export class ClinicalRecordError extends DomainError {
  readonly code = 'CASE.CLINICAL_RECORD';
  readonly status = 403;

  constructor(fields: readonly string[]) {
    super(
      'Diagnoses and medication are not written here: they belong to the clinical record.',
      fields.map((field) => ({
        pointer: `/${field}`,
        code: 'clinical-record',
        detail: 'This belongs to the clinical record of the practice.',
      })),
    );
  }
}
