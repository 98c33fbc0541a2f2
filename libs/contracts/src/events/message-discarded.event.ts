import { IsString, MaxLength } from 'class-validator';
import { Event } from '../event-contract';
import { messageTopicOf } from '../names';
import { Instant } from './fields';
import { MessageNews } from './message-news';

/** Published when an operator takes a dead message out for good: its effect will be missing, what stood behind it follows. */
@Event({ name: 'message.discarded.v1', topic: messageTopicOf, producer: 'consumer', subject: 'subject' })
export class MessageDiscarded extends MessageNews {
  /** The operator's id, as the sign-in names them; why stands in the record of acts, which is free text. */
  @IsString() @MaxLength(200) by!: string;
  @Instant() at!: string;
}
