import type { TransactionEntry } from './transaction-entry';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;
/** The server part of a RESTful fullUrl: `https://gp.example/fhir/Patient/1` → `https://gp.example/fhir/`. */
const BASE = /^(https?:\/\/.+\/)[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

/** Finds the entry a reference means by the rules for references in Bundles: the same `fullUrl`, or relative to the server of the entry that refers. */
export class EntryReferences {
  private readonly byUrl: ReadonlyMap<string, TransactionEntry>;

  constructor(entries: readonly TransactionEntry[]) {
    this.byUrl = new Map(entries.flatMap((entry) => (entry.fullUrl === undefined ? [] : [[entry.fullUrl, entry] as const])));
  }

  find(reference: string | undefined, from: Pick<TransactionEntry, 'fullUrl'>): TransactionEntry | undefined {
    if (reference === undefined) return undefined;
    if (ABSOLUTE.test(reference)) return this.byUrl.get(reference);
    const base = BASE.exec(from.fullUrl ?? '')?.[1];
    return base === undefined ? undefined : this.byUrl.get(base + reference);
  }
}

/** Whether a reference can only mean an entry of the same Bundle. */
export const isBundleReference = (reference: string | undefined): boolean => reference?.startsWith('urn:') === true;
