import type { Resource } from '@medplum/fhirtypes';
import { EntryReferences } from './entry-references';
import type { ReferralTransaction } from './referral-transaction';
import type { TransactionEntry } from './transaction-entry';

/** An entry with the id the hub gave it, its references to other entries replaced by their ids. */
export interface IdentifiedEntry {
  readonly index: number;
  readonly id: string;
  /** True where `ifNoneExist` found it, or for the Task its ServiceRequest: nothing of this entry is stored. */
  readonly existing: boolean;
  readonly resource: Resource & { id: string };
}

/**
 * Gives every entry its id and replaces the references between entries. The Task takes the ServiceRequest's id: the two are one
 * referral (docs/fhir-wire-format.md §1). `existing` holds the ids of entries that `ifNoneExist` found, by their place in the Bundle.
 */
export function assignIds(
  transaction: Pick<ReferralTransaction, 'entries'>,
  newId: () => string,
  existing: ReadonlyMap<number, string> = new Map(),
): IdentifiedEntry[] {
  const { entries } = transaction;
  const request = entries.find((entry) => entry.resource.resourceType === 'ServiceRequest');
  const referralId = request ? (existing.get(request.index) ?? newId()) : undefined;
  const idOf = (entry: TransactionEntry): string => {
    const isReferral = entry === request || entry.resource.resourceType === 'Task';
    return (isReferral ? referralId : undefined) ?? existing.get(entry.index) ?? newId();
  };
  const ids = new Map(entries.map((entry) => [entry, idOf(entry)]));
  const references = new EntryReferences(entries);

  return entries.map((entry) => {
    const id = ids.get(entry) ?? newId();
    const replace = (reference: string): string => {
      const target = references.find(reference, entry);
      const targetId = target && ids.get(target);
      return target && targetId !== undefined ? `${target.resource.resourceType}/${targetId}` : reference;
    };
    const resource = { ...(withReferences(entry.resource, replace) as Resource), id };
    const isOfKnownReferral = entry.resource.resourceType === 'Task' && request !== undefined && existing.has(request.index);
    return { index: entry.index, id, existing: existing.has(entry.index) || isOfKnownReferral, resource };
  });
}

/** A copy in which every `Reference.reference` has gone through `replace`. */
function withReferences(value: unknown, replace: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => withReferences(each, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      key === 'reference' && typeof inner === 'string' ? replace(inner) : withReferences(inner, replace),
    ]),
  );
}
