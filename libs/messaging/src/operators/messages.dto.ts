import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumberString,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** A page of a list, oldest first. */
export class PageQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit = 50;
  /** `nextCursor` of the page before. */
  @IsOptional() @IsNumberString({ no_symbols: true }) @MaxLength(19) cursor = '0';
}

export class ParkedQuery extends PageQuery {
  @IsOptional() @IsIn(['waiting', 'dead']) state?: 'waiting' | 'dead';
  @IsOptional() @IsString() @MaxLength(100) errorCode?: string;
  @IsOptional() @IsString() @MaxLength(200) topic?: string;
  @IsOptional() @IsString() @MaxLength(200) subject?: string;
}

/** Which parked messages an operator means: all of those that fit every condition given, and at least one must be. */
export class OperatorAct {
  /** Ids of first messages, as the lists tell them. */
  @IsOptional() @IsArray() @ArrayMaxSize(1000) @IsNumberString({ no_symbols: true }, { each: true }) ids?: string[];
  /** The service that cannot handle them: the one that is asked, else none fit. */
  @IsOptional() @IsString() @MaxLength(100) consumer?: string;
  @IsOptional() @IsString() @MaxLength(100) errorCode?: string;
  @IsOptional() @IsString() @MaxLength(200) topic?: string;
  @IsOptional() @IsString() @MaxLength(200) subject?: string;
  /** Parked from this instant on. */
  @IsOptional() @IsISO8601({ strict: true }) from?: string;
  /** Parked before this instant. */
  @IsOptional() @IsISO8601({ strict: true }) to?: string;
  /** Why; it stands in the record of acts. */
  @IsString() @Length(3, 500) reason!: string;
  /** Only say how many; unless it is false nothing happens. */
  @IsOptional() @IsBoolean() dryRun = true;
  /** Most subjects put back in a second. */
  @IsOptional() @IsInt() @Min(1) @Max(1000) perSecond = 50;
}

/** Events that the bus refused for good, to be offered to it again. */
export class RefusedAct {
  @IsArray() @ArrayMaxSize(1000) @IsNumberString({ no_symbols: true }, { each: true }) positions!: string[];
  @IsString() @Length(3, 500) reason!: string;
  @IsOptional() @Transform(({ value }: { value: unknown }) => value ?? true) @IsBoolean() dryRun = true;
}
