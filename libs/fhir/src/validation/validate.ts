import { setImmediate as turn } from 'node:timers/promises';
import { OperationOutcomeError, validateResource as medplumValidate } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import type { IssueCode, Problem } from '../problem';
import { isKnownType, isSpokenType } from './definitions';
import { Findings } from './findings';
import { MOST_VALUES, sizeOf } from './size';
import { Supplement } from './supplement';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One referral never needs more; comparing entries with each other costs the square of their number. */
const MOST_ENTRIES = 200;
/** After so many values other requests have their turn: about 10 ms of reading. */
const VALUES_A_TURN = 2000;

/** medplum's sentences → issue codes of docs/fhir-wire-format.md §5; all others are about structure. */
const CODES: readonly (readonly [RegExp, IssueCode])[] = [
  [/^Missing required property/, 'required'],
  [/^Invalid number of values: expected [1-9]/, 'required'],
  [/^(Invalid empty|String must contain|Invalid \S+ format|Expected number|Invalid numeric)/, 'value'],
  [/larger than 1 MB/, 'too-long'],
];

function codeOf(issue: OperationOutcomeIssue, text: string): IssueCode {
  if (issue.code === 'invariant') return 'invariant';
  return CODES.find(([pattern]) => pattern.test(text))?.[1] ?? 'structure';
}

/** What medplum says, without what it quotes: names of unknown elements are the sender's own text. */
function sentenceOf(text: string): string {
  return `${text.replace(/ "[^"]*"/g, '').replace(/\.?$/, '')}.`;
}

/** A path with anything else in it holds a name the sender made up; the supplement has told of that element already. */
const isPlainPath = (expression: string): boolean => /^[A-Za-z][\w.[\]]*$/.test(expression);

function addMedplumIssues(resource: Json, root: string, path: string, findings: Findings): void {
  try {
    medplumValidate(readable(resource) as unknown as Resource);
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) {
      // medplum reads on from what it has just found wrong; where the supplement has told of nothing, nobody has.
      if (findings.all().length === 0) findings.add('structure', path, 'The resource could not be read.');
      return;
    }
    for (const issue of error.outcome.issue) {
      if (issue.severity !== 'error' || !isPlainPath(issue.expression?.[0] ?? root)) continue;
      const text = issue.details?.text ?? 'The resource is not valid';
      const where = (issue.expression?.[0] ?? root).replace(root, path);
      findings.add(codeOf(issue, text), where, sentenceOf(text));
    }
  }
}

/** medplum stops at a contained resource of a type it does not know; the supplement has told of it by then. */
function readable(resource: Json): Json {
  const { contained, ...rest } = resource;
  const spoken = Array.isArray(contained) && contained.every((each) => isObject(each) && isSpokenType(each.resourceType));
  return contained === undefined || spoken ? resource : rest;
}

function check(resource: Json, path: string, findings: Findings): void {
  if (sizeOf(resource, MOST_VALUES.resource) > MOST_VALUES.resource) {
    findings.add('too-long', path, `At most ${String(MOST_VALUES.resource)} values are taken in one resource.`);
    return;
  }
  const type = resource.resourceType;
  if (!isSpokenType(type)) {
    if (isKnownType(type)) findings.add('not-supported', path, 'Resources of this type are not taken here.');
    else findings.add('structure', path, type === undefined ? 'A resourceType is missing.' : 'There is no such resource type.');
    return;
  }
  const supplement = new Supplement(findings);
  supplement.resource(resource, path);
  if (!supplement.isUnreadable) addMedplumIssues(resource, type, path, findings);
}

/** Every problem of one resource, all at once; none: `[]`. `path` is where it stands, its own type by default. */
export function validateResource(resource: unknown, path?: string): Problem[] {
  const findings = new Findings();
  if (!isObject(resource)) findings.add('structure', path ?? 'Resource', 'A JSON object is expected here.');
  else check(resource, path ?? (isKnownType(resource.resourceType) ? String(resource.resourceType) : 'Resource'), findings);
  return findings.all();
}

/**
 * Every problem of a Bundle and of the resources in it, all at once. What the entries mean together is the business of who reads it.
 * Other work of the process has its turn between the resources of a large one.
 */
export async function validateTransaction(body: unknown): Promise<Problem[]> {
  const findings = new Findings();
  if (!isObject(body) || body.resourceType !== 'Bundle') {
    findings.add('structure', 'Bundle', 'A FHIR Bundle is expected here.');
    return findings.all();
  }
  const entries = Array.isArray(body.entry) ? body.entry : [];
  if (entries.length > MOST_ENTRIES) {
    findings.add('too-long', 'Bundle.entry', `At most ${String(MOST_ENTRIES)} entries are taken in one Bundle.`);
    return findings.all();
  }
  if (sizeOf(body, MOST_VALUES.bundle) > MOST_VALUES.bundle) {
    findings.add('too-long', 'Bundle.entry', `At most ${String(MOST_VALUES.bundle)} values are taken in one Bundle.`);
    return findings.all();
  }
  // The resources are validated apart: one of a type that is not spoken here must not hide what is wrong with the others.
  const shell = Array.isArray(body.entry) ? { ...body, entry: entries.map(withoutResource) } : body;
  check(shell, 'Bundle', findings);
  let read = sizeOf(shell, VALUES_A_TURN);
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry) || entry.resource === undefined) continue;
    read += sizeOf(entry.resource, VALUES_A_TURN);
    if (read > VALUES_A_TURN) {
      await turn();
      read = 0;
    }
    const path = `Bundle.entry[${String(index)}].resource`;
    if (isObject(entry.resource)) check(entry.resource, path, findings);
    else findings.add('structure', path, 'An object is expected here.');
  }
  return findings.all();
}

function withoutResource(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const { resource: _resource, ...rest } = entry;
  return rest;
}
