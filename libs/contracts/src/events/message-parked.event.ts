import { IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { Event } from '../event-contract';
import { messageTopicOf } from '../names';
import { Instant } from './fields';
import { MessageNews } from './message-news';

/**
 * Published when a message cannot be handled and its subject stands still: `waiting` is tried again by itself, `dead`
 * needs an operator. Published again when it turns dead, fails after it was put back, or the next one of its subject fails.
 */
@Event({ name: 'message.parked.v1', topic: messageTopicOf, producer: 'consumer', subject: 'subject' })
export class MessageParked extends MessageNews {
  @IsIn(['waiting', 'dead']) state!: 'waiting' | 'dead';
  /** `CASE.TOO_LATE`, `NOT_YET_KNOWN`, `POSTGRES.23505`, or the name of an unforeseen error. */
  @IsString() @MaxLength(200) errorCode!: string;
  /** Attempts since it was parked. */
  @IsInt() @Min(0) attempts!: number;
  /** The refusal's own sentence, which names no person; absent for unforeseen errors. */
  @IsOptional() @IsString() @MaxLength(500) reason?: string;
  @Instant() at!: string;
}
