import { DomainError, type FieldProblem } from '#libs/contracts';

/** The sender has an open referral with this identifier (409 `duplicate`). */
export class ReferralAlreadyReceivedError extends DomainError {
  readonly code = 'REFERRAL.ALREADY_RECEIVED';
  readonly status = 409;

  constructor() {
    super('An open referral of yours has this identifier already: follow its Task, or send this one under another identifier.');
  }
}

/** The referral is addressed to a scheme that is not open to its sender (422 `business-rule`). */
export class SchemeNotOpenError extends DomainError {
  readonly code = 'SCHEME.NOT_OPEN';
  readonly status = 422;

  constructor(problem: FieldProblem) {
    super('The referral is not addressed to a scheme that is open to you.', [problem]);
  }
}

/** The referral says that another organisation makes it (422 `business-rule`). */
export class RequesterNotSenderError extends DomainError {
  readonly code = 'REFERRAL.REQUESTER_NOT_SENDER';
  readonly status = 422;

  constructor(entry: number) {
    const detail = 'The requester is another organisation: name your own, or leave it to that organisation to refer.';
    super(detail, [{ pointer: `Bundle.entry[${String(entry)}].resource.requester`, code: 'business-rule', detail }]);
  }
}

/** `ifNoneExist` matched several of the sender's own resources (412). */
export class SeveralMatchesError extends DomainError {
  readonly code = 'REFERENCE.SEVERAL_MATCHES';
  readonly status = 412;

  constructor(index: number) {
    super('A condition has several matches.', [
      {
        pointer: `Bundle.entry[${String(index)}].request.ifNoneExist`,
        code: 'conflict',
        detail: 'Several of your resources have this identifier: refer to the one that you mean by its id.',
      },
    ]);
  }
}

/** A referral that was received before is sent again with more in it: that would be lost, since nothing new is stored of a repeat (409 `conflict`). */
export class RepeatDiffersError extends DomainError {
  readonly code = 'REFERRAL.REPEAT_DIFFERS';
  readonly status = 409;

  constructor(index: number, type: string) {
    super('The referral was received before, with other entries.', [
      {
        pointer: `Bundle.entry[${String(index)}].resource`,
        code: 'conflict',
        detail: `The referral was received before, without this ${type}. Nothing of a repeat is stored: send what is new in a referral of its own.`,
      },
    ]);
  }
}

/** `ifNoneExist` names a Patient of the sender who is somebody else than the Patient sent. */
export class AnotherPersonError extends DomainError {
  readonly code = 'REFERRAL.ANOTHER_PERSON';
  readonly status = 409;

  constructor(index: number) {
    super('The Patient that ifNoneExist finds has another NHS number or birth date.', [
      {
        pointer: `Bundle.entry[${String(index)}].request.ifNoneExist`,
        code: 'conflict',
        detail:
          'The Patient with this identifier has another NHS number or birth date. Check who the referral is about; for somebody else, use another identifier or send no condition.',
      },
    ]);
  }
}

/** The token's scopes do not cover an entry of the transaction. */
export class EntryNotPermittedError extends DomainError {
  readonly code = 'ACCESS.FORBIDDEN';
  readonly status = 403;

  constructor(problems: readonly FieldProblem[]) {
    super('The token does not permit creating some of the resources.', problems);
  }
}
