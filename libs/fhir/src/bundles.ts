import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';

/** What became of one entry of a transaction. */
export interface StoredEntry {
  readonly resourceType: string;
  readonly id: string;
  readonly version: number;
  /** ISO 8601 with zone. */
  readonly lastModified: string;
  /** False where `ifNoneExist` found it already there. */
  readonly created: boolean;
  /** Only with `Prefer: return=representation`. */
  readonly resource?: Resource;
}

/** `W/"3"`. */
export const etagOf = (version: number): string => `W/"${String(version)}"`;

/** The answer to a transaction: the same entries in the same order (docs/fhir-wire-format.md §2). */
export function transactionResponse(entries: readonly StoredEntry[]): Bundle {
  const answered = entries.map((entry): BundleEntry => ({
    ...(entry.resource ? { resource: entry.resource } : {}),
    response: {
      status: entry.created ? '201 Created' : '200 OK',
      location: `${entry.resourceType}/${entry.id}/_history/${String(entry.version)}`,
      etag: etagOf(entry.version),
      lastModified: entry.lastModified,
    },
  }));
  return { resourceType: 'Bundle', type: 'transaction-response', entry: answered };
}

/** Where a page of a search stands. */
export interface SearchPage {
  /** Public address of the FHIR door, without a slash at its end: `https://hub.example/fhir/R4`. */
  readonly base: string;
  /** The search as it was understood, absolute. */
  readonly self: string;
  readonly next?: string;
  /** All that match; known only where they were counted. */
  readonly total?: number;
  readonly included?: readonly Resource[];
}

/** A page of matches, with what was asked to be included after them. */
export function searchset(matches: readonly Resource[], page: SearchPage): Bundle {
  const entry =
    (mode: 'match' | 'include') =>
    (resource: Resource): BundleEntry => ({
      fullUrl: `${page.base}/${resource.resourceType}/${resource.id ?? ''}`,
      resource,
      search: { mode },
    });
  const entries = [...matches.map(entry('match')), ...(page.included ?? []).map(entry('include'))];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(page.total === undefined ? {} : { total: page.total }),
    link: [{ relation: 'self', url: page.self }, ...(page.next === undefined ? [] : [{ relation: 'next', url: page.next }])],
    ...(entries.length > 0 ? { entry: entries } : {}),
  };
}
