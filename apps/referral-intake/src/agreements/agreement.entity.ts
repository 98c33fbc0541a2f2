import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AgreementPublished, type AgreementPurpose } from '#libs/contracts';
import { Scheme } from '../schemes/scheme.entity';
import { AgreementAlreadyEndedError } from './agreement.errors';

/** An information-governance agreement: for how long another organisation may see what of a scheme (ID-01). Without one, nothing leaves. */
@Entity('information_agreement')
@Index('information_agreement_organisation', ['organisationId', 'validFrom', 'id'])
@Index('information_agreement_party', ['partyId', 'validFrom', 'id'])
@Check('information_agreement_ends_after_it_begins', `valid_until IS NULL OR valid_until >= valid_from`)
export class Agreement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'information_agreement_pk' })
  id!: string;

  @Column('uuid', { name: 'scheme_id' })
  @ForeignKey(() => Scheme, 'id', { name: 'information_agreement_scheme_fk' })
  schemeId!: string;

  /** The organisation that runs the scheme. */
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  /** The other organisation. */
  @Column('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('text', { array: true })
  purposes!: AgreementPurpose[];

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  /** Null while no end is known. */
  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

  static make(
    facts: Pick<Agreement, 'id' | 'schemeId' | 'organisationId' | 'partyId' | 'purposes' | 'validFrom' | 'validUntil'>,
  ): Agreement {
    return Object.assign(new Agreement(), facts);
  }

  /** It holds no more from now on; one that was still to come never holds. */
  end(now: Date): void {
    if (this.validUntil && this.validUntil <= now) throw new AgreementAlreadyEndedError();
    this.validUntil = now > this.validFrom ? now : this.validFrom;
  }

  toAgreementPublished(): AgreementPublished {
    const { id: agreementId, schemeId, organisationId, partyId, purposes, validFrom, validUntil } = this;
    const told = { agreementId, schemeId, organisationId, partyId, purposes, validFrom: validFrom.toISOString() };
    return Object.assign(new AgreementPublished(), told, validUntil ? { validUntil: validUntil.toISOString() } : {});
  }
}
