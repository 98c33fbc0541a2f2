import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ReferralRelatedPerson, Relationship } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import type { Authority, RelatedContactRule } from './related-person.rules';

/** Somebody who belongs to the person of a case: carer, parent, advocate, interpreter (ID-02). */
@Entity('related_person')
@Index('related_person_by_case', ['caseId', 'recordedAt', 'id'])
@Check('related_person_ends_after_it_begins', `until_on >= from_on`)
@Check('related_person_contact_rule_known', `contact_rule IN ('through-carer', 'may-be-contacted', 'not-to-be-contacted')`)
export class RelatedPerson {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'related_person_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'related_person_case_fk' })
  caseId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  relationship!: Relationship;

  /** In the words of who recorded it. */
  @Column('text', { name: 'relationship_text', nullable: true })
  relationshipText!: string | null;

  @Column('text')
  authority!: Authority;

  /** Null: nothing has been agreed. */
  @Column('text', { name: 'contact_rule', nullable: true })
  contactRule!: RelatedContactRule | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  /** ISO dates of the first and the last day; null: since ever, until further notice. */
  @Column('date', { name: 'from_on', nullable: true })
  fromOn!: string | null;

  @Column('date', { name: 'until_on', nullable: true })
  untilOn!: string | null;

  /** From then on they no longer belong to the person. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** `sub` of who did; `referrer` for who came with the referral. */
  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  static record(fields: Omit<RelatedPerson, 'id' | 'endedAt'>): RelatedPerson {
    return Object.assign(new RelatedPerson(), { id: randomUUID(), endedAt: null, ...fields });
  }

  /** As the referrer described them. Authority is not for the referrer to give. */
  static referred(caseId: string, told: ReferralRelatedPerson, at: Date): RelatedPerson {
    const { name, relationship, relationshipText = null, telecoms, throughCarer, from = null, until = null } = told;
    const phones = telecoms.filter(({ system, use }) => (system === 'phone' || system === 'sms') && use !== 'old');
    return RelatedPerson.record({
      ...{ caseId, name: name ?? relationshipText ?? 'Name not given', relationship, relationshipText, authority: 'none' },
      contactRule: throughCarer === true ? 'through-carer' : null,
      phone: (phones.find(({ use }) => use === 'mobile') ?? phones[0])?.value ?? null,
      email: telecoms.find(({ system, use }) => system === 'email' && use !== 'old')?.value ?? null,
      // What ends before it begins is a slip: the end counts.
      ...{ note: null, fromOn: from !== null && until !== null && from > until ? null : from, untilOn: until },
      ...{ recordedBy: REFERRER, recordedAt: at },
    });
  }
}

export const REFERRER = 'referrer';
