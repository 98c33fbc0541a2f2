import type { Bundle, Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { ReferralDetails } from '#libs/contracts';
import { type Problem, refuseIfAny } from './problem';
import { toReferralDetails } from './referral-details.mapper';
import {
  detailsProblems,
  identifierProblems,
  repeatedConditions,
  patientProblems,
  serviceRequestProblems,
  taskProblems,
} from './referral.rules';
import { EntryReferences } from './entry-references';
import { type EntryOf, isRawEntry, readEntry, type TransactionEntry } from './transaction-entry';
import { MOST_PROBLEMS } from './validation/findings';
import { validateTransaction } from './validation/validate';

/** A transaction Bundle that has been found to be one referral. */
export interface ReferralTransaction {
  /** All entries, in the order sent. */
  readonly entries: readonly TransactionEntry[];
  readonly serviceRequest: EntryOf<ServiceRequest>;
  readonly patient: EntryOf<Patient>;
  /** Absent where the sender left it to the hub to make one. */
  readonly task?: EntryOf<Task>;
  /** What was written of the person beside their name and how to reach them. */
  readonly details: ReferralDetails;
}

/**
 * Reads a body as the one transaction a referral is sent in (docs/fhir-wire-format.md §2): the validators first, then what the entries mean
 * together. What the validators have refused is not read any further.
 * Throws FhirMessageRefusedError with every problem found: 400 if any makes the message wrong, else 422.
 */
export async function readReferralTransaction(body: unknown): Promise<ReferralTransaction> {
  const found = new ProblemList(await validateTransaction(body));
  const { resourceType, type, entry } = (body ?? {}) as Partial<Bundle>;
  // Of what is no Bundle the validators have read nothing.
  if (resourceType !== 'Bundle') refuseIfAny(found.all);
  if (type !== 'transaction')
    found.add([{ code: 'value', expression: 'Bundle.type', diagnostics: 'A referral is sent as a Bundle of type transaction.' }]);
  // Where more is wrong than is told, nobody knows what is right.
  if (found.isFull || found.hasAt('Bundle.type') || found.hasAt('Bundle.entry') || !Array.isArray(entry)) {
    found.add([{ code: 'required', expression: 'Bundle.entry', diagnostics: 'A referral needs a ServiceRequest and its Patient.' }]);
    refuseIfAny(found.all.filter((problem) => type === 'transaction' || problem.expression !== 'Bundle.entry'));
  }
  const referral = findReferral(entry ?? [], found);
  refuseIfAny(found.all);
  if (!referral) throw new Error('A transaction without problems has a ServiceRequest and its Patient');
  return referral;
}

function findReferral(sent: readonly unknown[], found: ProblemList): ReferralTransaction | undefined {
  const read = sent.flatMap((raw, index) => (isRawEntry(raw) ? [readEntry(raw, index)] : []));
  const isClean = (entry: Pick<TransactionEntry, 'index'>): boolean => !broken.has(entry.index);
  const broken = new Set(sent.flatMap((_, index) => (found.hasUnder(`Bundle.entry[${String(index)}]`) ? [index] : [])));
  for (const { problems } of read) found.add(problems);
  // What is not posted is an update of something known, which needs neither Patient nor ServiceRequest beside it.
  if (read.some(({ problems }) => problems.some(({ expression }) => expression?.endsWith('.request.method') === true))) return undefined;

  const entries = read.flatMap(({ entry }) => entry ?? []);
  const references = new EntryReferences(entries);
  found.add(entries.filter(isClean).flatMap(identifierProblems));
  found.add(repeatedConditions(entries));
  const serviceRequest = single<ServiceRequest>(entries, 'ServiceRequest', found);
  const patient = single<Patient>(entries, 'Patient', found);
  const task = single<Task>(entries, 'Task', found);

  // Whom an unreadable entry was to be, nobody knows.
  const allRead = entries.length === sent.length;
  if (!serviceRequest) {
    if (allRead) found.add([{ code: 'required', expression: 'Bundle.entry', diagnostics: 'A referral needs a ServiceRequest.' }]);
    return undefined;
  }
  if (patient && isClean(patient)) found.add(patientProblems(patient));
  if (isClean(serviceRequest)) found.add(serviceRequestProblems(serviceRequest, patient, references));
  if (task && isClean(task)) found.add(taskProblems(task, { serviceRequest, patient, references }));
  if (!patient) {
    const subject = `Bundle.entry[${String(serviceRequest.index)}].resource.subject`;
    const diagnostics = 'The Patient whom the referral is about must be an entry of the Bundle.';
    if (allRead) found.add([{ code: 'required', expression: subject, diagnostics }]);
    return undefined;
  }
  // Of what is refused anyway nothing is read further.
  if (found.all.length > 0) return undefined;
  const details = toReferralDetails(
    serviceRequest.resource,
    patient.resource,
    entries.map(({ resource }) => resource),
  );
  found.add(detailsProblems(details));
  return { entries, serviceRequest, patient, details, ...(task ? { task } : {}) };
}

/** The one entry of a type; a second one is understood but not done. */
function single<T extends Patient | ServiceRequest | Task>(
  entries: readonly TransactionEntry[],
  type: T['resourceType'],
  found: ProblemList,
): EntryOf<T> | undefined {
  const [first, ...more] = entries.filter((entry) => entry.resource.resourceType === type);
  const at = (index: number): string => `Bundle.entry[${String(index)}].resource`;
  found.add(more.map(({ index }) => ({ code: 'not-supported', expression: at(index), diagnostics: `A referral has one ${type}.` })));
  return first as EntryOf<T> | undefined;
}

/** Problems in the order found, each place once, no more than help. */
class ProblemList {
  constructor(readonly all: Problem[]) {}

  add(problems: readonly Problem[]): void {
    for (const problem of problems) if (!this.isFull && !this.hasAt(problem.expression)) this.all.push(problem);
  }

  get isFull(): boolean {
    return this.all.length >= MOST_PROBLEMS;
  }

  hasAt(expression: string | undefined): boolean {
    return this.all.some((problem) => problem.expression === expression);
  }

  hasUnder(path: string): boolean {
    return this.all.some(({ expression }) => expression === path || expression?.startsWith(`${path}.`) === true);
  }
}
