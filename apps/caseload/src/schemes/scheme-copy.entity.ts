import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SchemePublished } from '#libs/contracts';
import type { Nation } from '../clocks/bank-holidays.rules';
import type { SchemeClocks } from '../clocks/service-levels.rules';

/** What caseload keeps of a scheme: whose it is and what it promises. referral-intake owns it. */
@Entity('scheme_copy')
@Index('scheme_copy_organisation', ['organisationId'])
export class SchemeCopy {
  @PrimaryColumn('uuid', { name: 'scheme_id', primaryKeyConstraintName: 'scheme_copy_pk' })
  schemeId!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  nation!: Nation;

  @Column('integer', { name: 'allocate_within_working_days' })
  allocateWithin!: number;

  @Column('integer', { name: 'contact_within_working_days' })
  contactWithin!: number;

  @Column('integer', { name: 'respond_within_working_days' })
  respondWithin!: number;

  /** The longest that it has ever promised, which no date of a case may lie beyond. */
  @Column('integer', { name: 'longest_allocate_within', default: 0 })
  longestAllocateWithin!: number;

  @Column('integer', { name: 'longest_contact_within', default: 0 })
  longestContactWithin!: number;

  @Column('integer', { name: 'longest_respond_within', default: 0 })
  longestRespondWithin!: number;

  /** Whom it is for, in whole years; null: no bound (CL-41). */
  @Column('integer', { name: 'min_age', nullable: true })
  minAge!: number | null;

  @Column('integer', { name: 'max_age', nullable: true })
  maxAge!: number | null;

  /** The areas it covers; empty: it tells none apart. */
  @Column('text', { array: true, default: [] })
  areas!: string[];

  /** Of the message it was read from; a lower one is older news. */
  @Column('integer')
  sequence!: number;

  static from(published: SchemePublished, sequence: number): SchemeCopy {
    const { schemeId, organisationId, name, serviceLevels, eligibility, areas = [] } = published;
    return Object.assign(new SchemeCopy(), {
      schemeId,
      organisationId,
      name,
      nation: published.nation as Nation,
      allocateWithin: serviceLevels.allocateWithinWorkingDays,
      contactWithin: serviceLevels.contactWithinWorkingDays,
      respondWithin: serviceLevels.respondWithinWorkingDays,
      longestAllocateWithin: serviceLevels.allocateWithinWorkingDays,
      longestContactWithin: serviceLevels.contactWithinWorkingDays,
      longestRespondWithin: serviceLevels.respondWithinWorkingDays,
      minAge: eligibility?.minAge ?? null,
      maxAge: eligibility?.maxAge ?? null,
      areas,
      sequence,
    });
  }

  get clocks(): SchemeClocks {
    const { nation, allocateWithin, contactWithin, respondWithin } = this;
    return { nation, allocateWithin, contactWithin, respondWithin };
  }
}
