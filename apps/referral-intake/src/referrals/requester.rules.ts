import type { Identifier } from '@medplum/fhirtypes';
import { canonicalSystem, ID_SYSTEMS, type ReferralTransaction } from '#libs/fhir';
import type { RegisteredSender } from '../senders/sender.view';
import { RequesterNotSenderError } from './referral.errors';

/**
 * A referral is its sender's own: throws `RequesterNotSenderError` when its requester, named by identifier or as an Organization of the
 * Bundle, carries the ODS code of another organisation.
 */
export function refuseOtherRequester({ serviceRequest, entries }: ReferralTransaction, sender: RegisteredSender): void {
  const { reference, identifier } = serviceRequest.resource.requester ?? {};
  const named = entries.find(({ fullUrl }) => reference !== undefined && fullUrl === reference)?.resource;
  const identifiers: readonly (Identifier | undefined)[] = [
    identifier,
    ...(named?.resourceType === 'Organization' ? (named.identifier ?? []) : []),
  ];
  const codes = identifiers.flatMap((each) =>
    canonicalSystem(each?.system ?? '') === ID_SYSTEMS.odsCode && each?.value !== undefined ? [each.value] : [],
  );
  if (sender.odsCode === undefined || codes.every((code) => code.toUpperCase() === sender.odsCode)) return;
  throw new RequesterNotSenderError(serviceRequest.index);
}
