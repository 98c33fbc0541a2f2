import { IsString, MaxLength } from 'class-validator';
import { Event } from '../event-contract';
import { messageTopicOf } from '../names';
import { Instant } from './fields';
import { MessageNews } from './message-news';

/** Published when an operator puts a parked message back, to be tried again as if it had just come. */
@Event({ name: 'message.redriven.v1', topic: messageTopicOf, producer: 'consumer', subject: 'subject' })
export class MessageRedriven extends MessageNews {
  /** The operator's id, as the sign-in names them; why stands in the record of acts, which is free text. */
  @IsString() @MaxLength(200) by!: string;
  @Instant() at!: string;
}
