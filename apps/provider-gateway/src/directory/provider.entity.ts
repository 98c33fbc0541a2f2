import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation that takes people on. Its id is the hub's id of the organisation, which its callers' tokens name. */
@Entity('provider')
export class Provider {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'provider_pk' }) id!: string;
  @Column('varchar', { length: 200 }) name!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;

  static register(id: string, name: string, now: Date): Provider {
    return Object.assign(new Provider(), { id, name, createdAt: now });
  }
}
