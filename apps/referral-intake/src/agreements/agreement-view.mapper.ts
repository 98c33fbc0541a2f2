import type { AgreementView } from './agreement.dto';
import type { Agreement } from './agreement.entity';

export function agreementViewOf({ id, schemeId, partyId, purposes, validFrom, validUntil }: Agreement, now: Date): AgreementView {
  const active = validFrom <= now && (validUntil === null || validUntil > now);
  const until = validUntil === null ? {} : { until: validUntil.toISOString() };
  return { id, organisationId: partyId, schemeId, purposes, from: validFrom.toISOString(), ...until, active };
}
