import { DomainError } from '#libs/contracts';

/** FHIR issue-type, as far as this hub answers with it (docs/fhir-wire-format.md §5). */
export const ISSUE_CODES = [
  'structure',
  'required',
  'value',
  'invalid',
  'invariant',
  'too-long',
  'login',
  'expired',
  'security',
  'forbidden',
  'not-found',
  'deleted',
  'not-supported',
  'business-rule',
  'processing',
  'duplicate',
  'conflict',
  'timeout',
  'throttled',
  'exception',
  'transient',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** One thing wrong with a message: where (FHIRPath from the root of what was sent) and a sentence that names no person. */
export interface Problem {
  readonly code: IssueCode;
  readonly expression?: string;
  readonly diagnostics: string;
}

/** Understood but not done (422); everything else found in a message makes it wrong (400). */
const NOT_DONE: ReadonlySet<IssueCode> = new Set<IssueCode>(['not-supported', 'business-rule']);

/** A FHIR message is refused as a whole and nothing of it is stored. Every problem stands in it, so that the sender repairs them at once. */
export class FhirMessageRefusedError extends DomainError {
  readonly code = 'FHIR.MESSAGE_REFUSED';

  constructor(
    readonly status: number,
    readonly issues: readonly Problem[],
  ) {
    super(
      'The FHIR message was refused; each problem is listed.',
      issues.map((issue) => ({ pointer: issue.expression ?? '', code: issue.code, detail: issue.diagnostics })),
    );
  }
}

/** Refuses the message if there are problems: 400 with what is wrong with it; only where nothing is, 422 with what the hub does not do. */
export function refuseIfAny(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const wrong = problems.filter((problem) => !NOT_DONE.has(problem.code));
  if (wrong.length > 0) throw new FhirMessageRefusedError(400, wrong);
  throw new FhirMessageRefusedError(422, problems);
}
