import { DomainError, type OrganisationKind, type TrustedOrganisation } from '#libs/contracts';
import type { TrustList } from './trust-list';

/** Somebody names an organisation that nobody registered, one that is disabled, or one of a kind that has no such part. */
export class OrganisationNotFittingError extends DomainError {
  readonly code: 'ORGANISATION.NOT_REGISTERED' | 'ORGANISATION.BEYOND_KIND';
  readonly status = 422;

  constructor(pointer: string, kind: OrganisationKind | undefined) {
    const detail =
      kind === undefined
        ? 'No organisation is registered under this id, or it is disabled.'
        : `An organisation of the kind ${kind} has no such part.`;
    super(detail, [{ pointer, code: kind === undefined ? 'not-registered' : 'beyond-kind', detail }]);
    this.code = kind === undefined ? 'ORGANISATION.NOT_REGISTERED' : 'ORGANISATION.BEYOND_KIND';
  }
}

/** The organisation that `pointer` names. Throws `OrganisationNotFittingError` unless it is registered, enabled and of one of the kinds. */
export async function fittingOrganisation(
  trust: TrustList,
  id: string,
  kinds: readonly OrganisationKind[],
  pointer: string,
): Promise<TrustedOrganisation> {
  const found = await trust.organisation(id);
  if (!found || found.disabled) throw new OrganisationNotFittingError(pointer, undefined);
  if (!kinds.includes(found.kind)) throw new OrganisationNotFittingError(pointer, found.kind);
  return found;
}
