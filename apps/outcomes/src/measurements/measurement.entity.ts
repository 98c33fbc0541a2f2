import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MeasurementRecorded, Ons4Answers, type MeasurementSource, type MeasurementStage } from '#libs/contracts';
import { Episode } from '../episodes/episode.entity';
import type { Ons4 } from './ons4.rules';

export interface TakenMeasurement {
  readonly id: string;
  readonly referralId: string;
  readonly instrument: 'ons4';
  readonly stage: MeasurementStage;
  readonly source: MeasurementSource;
  readonly takenAt: Date;
  readonly recordedAt: Date;
  readonly answers: Ons4;
}

/** The answers to one instrument on one day. It is never changed after it was recorded. */
@Entity('measurement')
@Index('measurement_referral', ['referralId', 'takenAt'])
@Index('measurement_baseline', ['referralId', 'instrument'], { unique: true, where: `stage = 'baseline'` })
@Check(
  'measurement_scale',
  'satisfied BETWEEN 0 AND 10 AND worthwhile BETWEEN 0 AND 10 AND happy BETWEEN 0 AND 10 AND anxious BETWEEN 0 AND 10',
)
export class Measurement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'measurement_pk' })
  id!: string;

  @ForeignKey(() => Episode, 'referralId', { name: 'measurement_referral_fk' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('text')
  instrument!: 'ons4';

  @Column('text')
  stage!: MeasurementStage;

  @Column('text')
  source!: MeasurementSource;

  @Column('timestamptz', { name: 'taken_at' })
  takenAt!: Date;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('smallint', { nullable: true })
  satisfied!: number | null;

  @Column('smallint', { nullable: true })
  worthwhile!: number | null;

  @Column('smallint', { nullable: true })
  happy!: number | null;

  /** Higher is worse. */
  @Column('smallint', { nullable: true })
  anxious!: number | null;

  static record({ answers, ...facts }: TakenMeasurement): Measurement {
    return Object.assign(new Measurement(), facts, answers);
  }

  get answers(): Ons4 {
    const { satisfied, worthwhile, happy, anxious } = this;
    return { satisfied, worthwhile, happy, anxious };
  }

  /** `personId` is the episode's: its key seals the answers. */
  toMeasurementRecorded(personId: string | null): MeasurementRecorded {
    const { id: measurementId, referralId, instrument, stage, source, takenAt } = this;
    const answers = Object.assign(new Ons4Answers(), this.answers);
    return Object.assign(new MeasurementRecorded(), {
      measurementId,
      referralId,
      instrument,
      stage,
      source,
      takenAt: takenAt.toISOString(),
      ...(personId === null ? {} : { personId }),
      answers,
    });
  }
}
