import { ArrayNotEmpty, IsArray, IsIn, IsOptional } from 'class-validator';
import { AGREEMENT_PURPOSES, type AgreementPurpose } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when an information-governance agreement with another organisation is recorded or ended (ID-01): its whole
 * state, so a consumer keeps the one with the highest sequence and ignores the rest.
 */
@Event({ name: 'agreement.published.v1', topic: TOPICS.scheme, subject: 'schemeId' })
export class AgreementPublished {
  @Id() agreementId!: string;
  @Id() schemeId!: string;
  /** The organisation that runs the scheme. */
  @Id() organisationId!: string;
  /** The other organisation, such as a practice. */
  @Id() partyId!: string;
  @IsArray() @ArrayNotEmpty() @IsIn(AGREEMENT_PURPOSES, { each: true }) purposes!: AgreementPurpose[];
  @Instant() validFrom!: string;
  /** From this instant on it holds no more; absent while no end is known. */
  @IsOptional() @Instant() validUntil?: string;
}
