import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { SchemePublished, type Eligibility, type ServiceLevels } from '#libs/contracts';

export const NATIONS = ['england', 'wales', 'scotland', 'northern-ireland'] as const;
export type Nation = (typeof NATIONS)[number];

/** A social prescribing scheme: whom a sender addresses as a HealthcareService, and whose link workers take the case. */
@Entity('scheme')
export class Scheme {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'scheme_pk' })
  id!: string;

  /** The organisation that runs it. */
  @Index('scheme_organisation')
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  nation!: Nation;

  @Column('jsonb', { name: 'service_levels' })
  serviceLevels!: ServiceLevels;

  /** Whom it is for, by age in whole years; empty: everybody (CL-41). */
  @Column('jsonb', { default: {} })
  eligibility!: Eligibility;

  /** The areas it covers, in its own words; none: it tells no areas apart. */
  @Column('text', { array: true, default: [] })
  areas!: string[];

  static register(facts: Pick<Scheme, 'id' | 'organisationId' | 'name' | 'nation' | 'serviceLevels' | 'eligibility' | 'areas'>): Scheme {
    return Object.assign(new Scheme(), facts);
  }

  toSchemePublished(): SchemePublished {
    const { id: schemeId, organisationId, name, nation, serviceLevels, eligibility, areas } = this;
    return Object.assign(new SchemePublished(), { schemeId, organisationId, name, nation, serviceLevels, eligibility, areas });
  }
}
