import { IsIn, IsString, MaxLength } from 'class-validator';
import { Event } from '../event-contract';
import { messageTopicOf, SERVICES, type ServiceName } from '../names';
import { Instant } from './fields';

/** Published when an operator offers an event to the bus again that the bus had refused for good. */
@Event({ name: 'message.resent.v1', topic: messageTopicOf, producer: 'producer', subject: 'subject' })
export class MessageResent {
  /** The service in whose outbox the event stands. */
  @IsIn(SERVICES) producer!: ServiceName;
  @IsString() @MaxLength(200) topic!: string;
  @IsString() @MaxLength(200) subject!: string;
  @IsString() @MaxLength(200) eventId!: string;
  @IsString() @MaxLength(200) type!: string;
  /** The operator's id, as the sign-in names them. */
  @IsString() @MaxLength(200) by!: string;
  @Instant() at!: string;
}
