import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
import { Event } from '../event-contract';
import { messageTopicOf, SERVICES, type ServiceName } from '../names';
import { Id, Instant } from './fields';

/** So many records of one kind, such as `contact`. */
export class RecordCount {
  @IsString() @MaxLength(100) kind!: string;
  @IsInt() @Min(0) count!: number;
  /** Why they were kept. */
  @IsOptional() @IsString() @MaxLength(500) why?: string;
}

/** Published when a service has done its part of an act on a person's records (GV-08) or of a retention run (GV-03): what it did, and what it keeps and why. */
@Event({ name: 'records.answered.v1', topic: messageTopicOf, producer: 'service', subject: 'requestId' })
export class RecordsAnswered {
  @IsIn(SERVICES) service!: ServiceName;
  @Id() requestId!: string;
  @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => RecordCount) done!: RecordCount[];
  @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => RecordCount) kept!: RecordCount[];
  @Instant() at!: string;
}
