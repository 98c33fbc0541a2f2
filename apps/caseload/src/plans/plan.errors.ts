import { DomainError } from '#libs/contracts';

/** What was told is no plan: every problem is listed, nothing was stored. */
export class PlanRefusedError extends DomainError {
  readonly code = 'PLAN.REFUSED';
  readonly status = 422;
}

/** The plan cannot be agreed as it stands, or not like this: every problem is listed. */
export class PlanNotReadyError extends DomainError {
  readonly code = 'PLAN.NOT_READY';
  readonly status = 422;
}

/** A version is agreed once; what changes later is a new version (CL-08). */
export class PlanAlreadyAgreedError extends DomainError {
  readonly code = 'PLAN.ALREADY_AGREED';
  readonly status = 409;

  constructor(version: number) {
    super(`Version ${String(version)} of the plan is agreed and does not change; write a new version.`);
  }
}

/** There is one draft at a time. */
export class PlanDraftExistsError extends DomainError {
  readonly code = 'PLAN.DRAFT_EXISTS';
  readonly status = 409;

  constructor(version: number) {
    super(`Version ${String(version)} of the plan is still a draft; write there.`);
  }
}

/** Only the newest version is written on. */
export class PlanNotNewestError extends DomainError {
  readonly code = 'PLAN.NOT_NEWEST';
  readonly status = 409;

  constructor(newest: number) {
    super(`There is a newer version of the plan: ${String(newest)}.`);
  }
}

/** The document is offered as HTML and PDF only. */
export class DocumentFormatError extends DomainError {
  readonly code = 'DOCUMENT.FORMAT_NOT_OFFERED';
  readonly status = 406;

  constructor() {
    super('The document is offered as text/html and application/pdf.');
  }
}

/** The letters that a PDF can show here are those of the languages written in Latin script. */
export class DocumentLettersError extends DomainError {
  readonly code = 'DOCUMENT.LETTERS_NOT_IN_PDF';
  readonly status = 406;

  constructor() {
    super('The PDF cannot show all letters of this plan. The HTML shows them, and prints the same.');
  }
}
