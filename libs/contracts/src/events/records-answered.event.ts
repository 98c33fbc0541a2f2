import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBase64,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Event, Sealed } from '../event-contract';
import { messageTopicOf, SERVICES, type ServiceName } from '../names';
import { Id, Instant } from './fields';

/** So many records of one kind, such as `contact`. */
export class RecordCount {
  @IsString() @MaxLength(100) kind!: string;
  @IsInt() @Min(0) count!: number;
  /** Why they were kept. */
  @IsOptional() @IsString() @MaxLength(500) why?: string;
}

/** A part of a copy of what a service holds of a person. */
export class RecordsCopy {
  /** JSON in UTF-8: kinds of record with their rows; parts are put together in the order of the answers. */
  @IsBase64() @MaxLength(500_000) part!: string;
}

/** Published when a service has done its part of an act on a person's records (GV-08) or of a retention run (GV-03): what it did, and what it keeps and why. */
@Event({ name: 'records.answered.v1', topic: messageTopicOf, producer: 'service', subject: 'requestId' })
export class RecordsAnswered {
  @IsIn(SERVICES) service!: ServiceName;
  @Id() requestId!: string;
  @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => RecordCount) done!: RecordCount[];
  @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => RecordCount) kept!: RecordCount[];
  @Instant() at!: string;
  /** More of this answer follows. */
  @IsOptional() @IsBoolean() more?: boolean;
  /** Whose records a copy is of; its key seals them. */
  @IsOptional() @Id() personId?: string;
  @Sealed({ person: 'personId' }) @IsOptional() @ValidateNested() @Type(() => RecordsCopy) copy?: RecordsCopy;
}
