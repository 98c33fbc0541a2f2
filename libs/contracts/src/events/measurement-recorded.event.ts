import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { MEASUREMENT_SOURCES, MEASUREMENT_STAGES, type MeasurementSource, type MeasurementStage } from '../code-lists';
import { Event, Sealed } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

const Score = () => (prototype: object, field: string) => {
  for (const rule of [IsOptional(), IsInt(), Min(0), Max(10)]) rule(prototype, field);
};

/** The four ONS4 answers, 0 to 10 each, null where skipped. For `anxious` higher is worse. They are never combined into one number. */
export class Ons4Answers {
  @Score() satisfied!: number | null;
  @Score() worthwhile!: number | null;
  @Score() happy!: number | null;
  @Score() anxious!: number | null;
}

/** Published when the answers to an instrument have been recorded for a referral. */
@Event({ name: 'measurement.recorded.v1', topic: TOPICS.measurement, subject: 'referralId' })
export class MeasurementRecorded {
  @Id() referralId!: string;
  @Id() measurementId!: string;
  @IsIn(['ons4']) instrument!: 'ons4';
  @IsIn(MEASUREMENT_STAGES) stage!: MeasurementStage;
  @IsIn(MEASUREMENT_SOURCES) source!: MeasurementSource;
  @Instant() takenAt!: string;
  /** The hub's own id of the person; events from before it was told lack it. */
  @IsOptional() @Id() personId?: string;
  @Sealed({ person: 'personId' }) @IsOptional() @ValidateNested() @Type(() => Ons4Answers) answers?: Ons4Answers;
}
