import type { OrganisationKind } from './names';

/** A registered organisation, as every service knows it. */
export interface TrustedOrganisation {
  /** UUID, in lower case. */
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Of a practice: its code in the Organisation Data Service. */
  readonly odsCode?: string;
  /** Its people and systems are refused. */
  readonly disabled?: true;
}

/**
 * What identity tells every service at `GET /identity/trust`: whose tokens to accept beside what their signature proves. It holds no
 * personal data: callers are named by a hash.
 */
export interface TrustDocument {
  readonly organisations: readonly TrustedOrganisation[];
  /**
   * Callers that are disabled, or were deleted while a token of theirs may still be good: SHA-256, in hex, of `person:<sub>` or
   * `system:<client id>`.
   */
  readonly withdrawn: readonly string[];
  /** Which organisation each registered client belongs to, by the hash that would stand in `withdrawn`. */
  readonly clients: Readonly<Record<string, string>>;
}

/** The text whose SHA-256 stands in `withdrawn`. Persons and systems choose their ids apart, so that neither can withdraw the other. */
export function callerName(kind: 'person' | 'system', subject: string): string {
  return `${kind}:${subject}`;
}
