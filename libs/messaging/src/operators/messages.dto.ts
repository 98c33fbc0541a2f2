import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumberString,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Instant } from '#libs/platform';

/** In digits: any of these is a bigint of PostgreSQL. */
const LONGEST_POSITION = 18;

const Positions = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(1000),
    IsNumberString({ no_symbols: true }, { each: true }),
    MaxLength(LONGEST_POSITION, { each: true }),
  );

/** A page of a list, oldest first. */
export class PageQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit = 50;
  /** `nextCursor` of the page before. */
  @IsOptional() @IsNumberString({ no_symbols: true }) @MaxLength(LONGEST_POSITION) cursor = '0';
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
  @ApiPropertyOptional({ example: ['17'] }) @IsOptional() @Positions() ids?: string[];
  /** The service that cannot handle them: the one that is asked, else none fit. */
  @IsOptional() @IsString() @MaxLength(100) consumer?: string;
  @IsOptional() @IsString() @MaxLength(100) errorCode?: string;
  @IsOptional() @IsString() @MaxLength(200) topic?: string;
  @IsOptional() @IsString() @MaxLength(200) subject?: string;
  /** Parked from this instant on. */
  @IsOptional() @Instant() from?: string;
  /** Parked before this instant. */
  @IsOptional() @Instant() to?: string;
  /** Why; it stands in the record of acts. */
  @ApiProperty({ example: 'The release of Friday reads it' }) @IsString() @Length(3, 500) reason!: string;
  /** Only say how many; unless it is false nothing happens. */
  @IsOptional() @IsBoolean() dryRun = true;
  /** Most subjects put back in a second. */
  @IsOptional() @IsInt() @Min(1) @Max(1000) perSecond = 50;
}

/** Events that the bus refused for good, to be offered to it again. */
export class RefusedAct {
  @ApiProperty({ example: ['17'] }) @Positions() positions!: string[];
  @ApiProperty({ example: 'The release of Friday reads it' }) @IsString() @Length(3, 500) reason!: string;
  @IsOptional() @Transform(({ value }: { value: unknown }) => value ?? true) @IsBoolean() dryRun = true;
}
