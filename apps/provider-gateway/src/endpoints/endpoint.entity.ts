import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Provider } from '../directory/provider.entity';

/** What a provider may set; a deleted one is kept for the sake of its deliveries and shown to nobody. */
export const ENDPOINT_STATUSES = ['active', 'disabled'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number] | 'deleted';

/** Before everything, by whichever clock: PostgreSQL compares these times with its own, which may differ from ours. */
const LONG_AGO = new Date(0);

/** Deliveries on their way to one endpoint at once, unless it asks for another number. */
const USUAL_CAP = 4;

/** Where a provider wants to be told, and how much at once. What is due to a disabled endpoint waits for it; nothing vanishes. */
@Entity('endpoint')
export class Endpoint {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'endpoint_pk' }) id!: string;
  @Index('endpoint_provider')
  @ForeignKey(() => Provider, { name: 'endpoint_provider_fk' })
  @Column('uuid', { name: 'provider_id' })
  providerId!: string;
  @Column('varchar', { length: 2000 }) url!: string;
  /** Compact JWE; the secret itself is shown once, when it is made. */
  @Column('text', { name: 'sealed_secret' }) sealedSecret!: string;
  /** The secret before the last rotation; signs beside the new one until `previousUntil` by PostgreSQL's clock. */
  @Column('text', { name: 'previous_sealed_secret', nullable: true }) previousSealedSecret!: string | null;
  @Column('timestamptz', { name: 'previous_until', nullable: true }) previousUntil!: Date | null;
  @Column('text') status!: EndpointStatus;
  /** Why it is disabled: `gone` (it answered 410) or `asked`. */
  @Column('text', { name: 'disabled_reason', nullable: true }) disabledReason!: 'gone' | 'asked' | null;
  /** Deliveries on their way to it at once. */
  @Column('integer') cap!: number;
  /** When it last had its turn: those served longest ago go first. */
  @Index('endpoint_served_at')
  @Column('timestamptz', { name: 'served_at' })
  servedAt!: Date;
  /** Until when it asked to be left alone (429, 502, 504). */
  @Column('timestamptz', { name: 'blocked_until' }) blockedUntil!: Date;
  /** How often in a row it asked for that. */
  @Column('integer') slowdowns!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;

  static register(facts: Pick<Endpoint, 'id' | 'providerId' | 'url' | 'sealedSecret'>, cap: number | undefined, now: Date): Endpoint {
    return Object.assign(new Endpoint(), facts, {
      cap: cap ?? USUAL_CAP,
      status: 'active',
      previousSealedSecret: null,
      previousUntil: null,
      disabledReason: null,
      servedAt: LONG_AGO,
      blockedUntil: LONG_AGO,
      slowdowns: 0,
      createdAt: now,
    });
  }

  /** Begins again with what has waited meanwhile. */
  activate(): void {
    Object.assign(this, { status: 'active', disabledReason: null, blockedUntil: LONG_AGO, slowdowns: 0 });
  }

  disable(): void {
    if (this.status === 'active') Object.assign(this, { status: 'disabled', disabledReason: 'asked' });
  }

  /** Signs by another secret from now on, and until `previousUntil` by the one before too. */
  rotateSecret(sealedSecret: string, previousUntil: Date): void {
    Object.assign(this, { previousSealedSecret: this.sealedSecret, previousUntil, sealedSecret });
  }

  /** Forgets where it was and what it signed by; its deliveries stay as a record. */
  delete(): void {
    Object.assign(this, {
      status: 'deleted',
      disabledReason: null,
      url: '',
      sealedSecret: '',
      previousSealedSecret: null,
      previousUntil: null,
    });
  }
}
