import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import type { FieldProblem } from '#libs/contracts';
import { CODE_SYSTEMS, FHIR_JSON } from './names';
import { type IssueCode, ISSUE_CODES, type Problem } from './problem';

/** What an OperationOutcome is made from: one HTTP status, and what went wrong. */
export interface FhirFailure {
  readonly status: number;
  readonly issues: readonly Problem[];
}

interface Row {
  readonly code: string;
  /** Issue codes this status answers with; the first one stands in for any other. */
  readonly issues: readonly [IssueCode, ...IssueCode[]];
}

const BAD_REQUEST = 'REC_BAD_REQUEST';
const SERVER_ERROR: Row = { code: 'REC_SERVER_ERROR', issues: ['exception'] };

/** docs/fhir-wire-format.md §5: HTTP status, NHS England's http-error-code, FHIR issue codes. */
const ROWS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [400, { code: BAD_REQUEST, issues: ['invalid', 'structure', 'required', 'value', 'invariant', 'too-long'] }],
  [413, { code: BAD_REQUEST, issues: ['too-long'] }],
  [414, { code: BAD_REQUEST, issues: ['too-long'] }],
  [431, { code: BAD_REQUEST, issues: ['too-long'] }],
  [415, { code: BAD_REQUEST, issues: ['invalid', 'structure', 'value'] }],
  [401, { code: 'REC_UNAUTHORIZED', issues: ['login', 'expired', 'security'] }],
  [403, { code: 'REC_FORBIDDEN', issues: ['forbidden'] }],
  [404, { code: 'REC_NOT_FOUND', issues: ['not-found', 'deleted'] }],
  [410, { code: 'REC_NOT_FOUND', issues: ['deleted', 'not-found'] }],
  [405, { code: 'REC_NOT_IMPLEMENTED', issues: ['not-supported'] }],
  [501, { code: 'REC_NOT_IMPLEMENTED', issues: ['not-supported'] }],
  [406, { code: 'REC_NOT_ACCEPTABLE', issues: ['processing'] }],
  [422, { code: 'REC_UNPROCESSABLE_ENTITY', issues: ['business-rule', 'not-supported'] }],
  [409, { code: 'REC_CONFLICT', issues: ['conflict', 'duplicate'] }],
  [412, { code: 'REC_CONFLICT', issues: ['conflict'] }],
  [425, { code: 'REC_TOO_EARLY', issues: ['duplicate'] }],
  [408, { code: 'REC_TIMEOUT', issues: ['timeout'] }],
  [429, { code: 'REC_TOO_MANY_REQUESTS', issues: ['throttled'] }],
  [500, SERVER_ERROR],
  [503, { code: 'REC_SERVICE_UNAVAILABLE', issues: ['transient'] }],
]);

function rowOf(status: number): Row {
  const exact = ROWS.get(status);
  if (exact) return exact;
  return status < 500 ? { code: BAD_REQUEST, issues: ['invalid'] } : SERVER_ERROR;
}

/** One OperationOutcome for the whole answer, in NHS England's shape. An issue code that the status does not have becomes the status's own. */
export function operationOutcome(failure: FhirFailure): OperationOutcome {
  const row = rowOf(failure.status);
  const details = { coding: [{ system: CODE_SYSTEMS.httpErrorCodes, code: row.code }] };
  const issues = failure.issues.map((problem): OperationOutcomeIssue => {
    const code = row.issues.includes(problem.code) ? problem.code : row.issues[0];
    const where = problem.expression === undefined ? {} : { expression: [problem.expression] };
    return { severity: 'error', code, details, diagnostics: problem.diagnostics, ...where };
  });
  const fallback: OperationOutcomeIssue = { severity: 'error', code: row.issues[0], details };
  return { resourceType: 'OperationOutcome', issue: issues.length > 0 ? issues : [fallback] };
}

const isIssueCode = (code: string): code is IssueCode => (ISSUE_CODES as readonly string[]).includes(code);

/** Problems that the platform finds in the text of a request, before anybody knows that it is FHIR. */
const OF_TEXT: Readonly<Record<string, IssueCode>> = {
  'duplicate-name': 'structure',
  'unknown-field': 'structure',
  'too-deep': 'structure',
  'too-many-values': 'too-long',
  nul: 'value',
  'ill-formed': 'value',
};

/** `/entry/0/resource` → `entry[0].resource`: the platform points into JSON, FHIR by FHIRPath. */
function expressionOf(pointer: string): string {
  if (!pointer.startsWith('/')) return pointer;
  const parts = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');
}

/** Failures of the platform whose issue code is nearer than their status's own. */
const NEARER: Readonly<Record<string, IssueCode>> = {
  'REQUEST.MALFORMED_JSON': 'structure',
  'TOKEN.EXPIRED': 'expired',
  'TOKEN.INVALID': 'security',
  'TOKEN.ISSUER_UNKNOWN': 'security',
  'REFERRAL.ALREADY_RECEIVED': 'duplicate',
};

/** A refusal as the platform tells it; its shape alone is needed, so that rules and entities may use this lib without reaching Nest. */
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly problems: readonly FieldProblem[];
}

/** A refusal by any rule of the hub, told as an OperationOutcome: one issue a problem, or one with the refusal's own sentence. */
export function operationOutcomeOf(failure: Refusal): OperationOutcome {
  const own = NEARER[failure.code] ?? rowOf(failure.status).issues[0];
  const problems = failure.problems.map(({ pointer, code, detail }): Problem => {
    const problem = { code: isIssueCode(code) ? code : (OF_TEXT[code] ?? own), diagnostics: detail };
    return pointer === '' ? problem : { ...problem, expression: expressionOf(pointer) };
  });
  return operationOutcome({
    status: failure.status,
    issues: problems.length > 0 ? problems : [{ code: own, diagnostics: failure.detail }],
  });
}

/** What FHIR doors read. A message of this many values is checked in well under 100 ms; a whole referral has a few hundred. */
const READS = {
  mediaTypes: [FHIR_JSON, 'application/json'],
  limits: { depth: 64, values: 20_000 },
  isLarge: true,
};

/** Errors under an address prefix (`/fhir/R4/`) as OperationOutcomes. */
export function fhirErrorFormat(prefix: string): {
  prefix: string;
  contentType: string;
  reads: typeof READS;
  render(failure: Refusal): OperationOutcome;
} {
  return { prefix, contentType: FHIR_JSON, reads: READS, render: operationOutcomeOf };
}
