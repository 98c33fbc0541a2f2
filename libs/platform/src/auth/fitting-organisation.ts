import { DomainError, type OrganisationKind, type TrustedOrganisation } from '#libs/contracts';
import type { TrustList } from './trust-list';

/** A request names an organisation that nobody registered, one that is disabled, or one of a kind that cannot be what it asks for. */
export class OrganisationNotFittingError extends DomainError {
  readonly code: 'ORGANISATION.NOT_REGISTERED' | 'ORGANISATION.BEYOND_KIND';
  readonly status = 422;

  /** `kind`: what it is, where it is registered; `kinds`: what it should be. */
  constructor(pointer: string, kind: OrganisationKind | undefined, kinds: readonly OrganisationKind[]) {
    const detail =
      kind === undefined
        ? 'No organisation is registered under this id, or it is disabled: an operator registers or enables it first.'
        : `This organisation is of the kind ${kind}; here one of the kind ${kinds.join(' or ')} is needed.`;
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
  if (!found || found.disabled) throw new OrganisationNotFittingError(pointer, undefined, kinds);
  if (!kinds.includes(found.kind)) throw new OrganisationNotFittingError(pointer, found.kind, kinds);
  return found;
}
