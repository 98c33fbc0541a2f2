import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id } from './fields';

/** Clocks of a scheme, in working days of its nation. */
export class ServiceLevels {
  @IsInt() @Min(1) allocateWithinWorkingDays!: number;
  @IsInt() @Min(1) contactWithinWorkingDays!: number;
  /** How long a provider has to answer. */
  @IsInt() @Min(1) respondWithinWorkingDays!: number;
}

/**
 * Published when a scheme is registered or changed: its whole state, so a consumer keeps the one with the highest
 * sequence and ignores the rest.
 */
@Event({ name: 'scheme.published.v1', topic: TOPICS.scheme, subject: 'schemeId' })
export class SchemePublished {
  @Id() schemeId!: string;
  /** The organisation that runs the scheme; whoever belongs to another never sees its cases. */
  @Id() organisationId!: string;
  @IsString() @MaxLength(200) name!: string;
  @IsIn(['england', 'wales', 'scotland', 'northern-ireland']) nation!: string;
  @ValidateNested() @Type(() => ServiceLevels) serviceLevels!: ServiceLevels;
}
