import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AgreementPublished, AgreementPurpose } from '#libs/contracts';

/** What caseload keeps of an information-governance agreement: who may see what of a scheme, and for how long (ID-01). referral-intake owns it. */
@Entity('agreement_copy')
@Index('agreement_copy_by_party', ['partyId', 'schemeId'])
export class AgreementCopy {
  @PrimaryColumn('uuid', { name: 'agreement_id', primaryKeyConstraintName: 'agreement_copy_pk' })
  agreementId!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('text', { array: true })
  purposes!: AgreementPurpose[];

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  /** Null while no end is known. */
  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

  /** Of the message it was read from; a lower one is older news. */
  @Column('integer')
  sequence!: number;

  static from({ validFrom, validUntil, ...told }: AgreementPublished, sequence: number): AgreementCopy {
    const times = { validFrom: new Date(validFrom), validUntil: validUntil === undefined ? null : new Date(validUntil) };
    return Object.assign(new AgreementCopy(), told, times, { sequence });
  }
}
