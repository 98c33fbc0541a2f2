import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
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

/** Whom a scheme is for, by age in whole years; a bound that is absent does not bind (CL-41). */
export class Eligibility {
  @IsOptional() @IsInt() @Min(0) @Max(120) minAge?: number;
  @IsOptional() @IsInt() @Min(0) @Max(120) maxAge?: number;
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
  /** Absent: people of all ages. */
  @IsOptional() @ValidateNested() @Type(() => Eligibility) eligibility?: Eligibility;
  /** The areas it covers, by names or codes of its own, such as boroughs (CL-41); absent: it tells no areas apart. */
  @IsOptional() @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) @MaxLength(60, { each: true }) areas?: string[];
}
