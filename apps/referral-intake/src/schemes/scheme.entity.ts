import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { SchemePublished, type ServiceLevels } from '#libs/contracts';

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

  static register(facts: { id: string; organisationId: string; name: string; nation: Nation; serviceLevels: ServiceLevels }): Scheme {
    return Object.assign(new Scheme(), facts);
  }

  toSchemePublished(): SchemePublished {
    const { id: schemeId, organisationId, name, nation, serviceLevels } = this;
    return Object.assign(new SchemePublished(), { schemeId, organisationId, name, nation, serviceLevels });
  }
}
