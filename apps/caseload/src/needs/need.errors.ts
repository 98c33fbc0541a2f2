import { DomainError } from '#libs/contracts';

/** A provider is not told of needs that are sensitive; `indexes` of those named. */
export class SensitiveNeedToldError extends DomainError {
  readonly code = 'NEED.SENSITIVE';
  readonly status = 422;

  constructor(indexes: readonly number[]) {
    super(
      'A sensitive need is not told to a provider.',
      indexes.map((index) => ({ pointer: `/needs/${String(index)}`, code: 'sensitive-need', detail: 'This need is restricted.' })),
    );
  }
}

/** The needs of a case that has closed stay as they were. */
export class NeedOfClosedCaseError extends DomainError {
  readonly code = 'NEED.CASE_CLOSED';
  readonly status = 409;

  constructor() {
    super('The case has closed; its needs stay as they were.');
  }
}
