import { Event } from '../event-contract';
import { messageTopicOf } from '../names';
import { Instant } from './fields';
import { SubjectNews } from './message-news';

/** Published when nothing of a subject is parked any more: all of its messages were handled or discarded, and later ones are handled as they come. */
@Event({ name: 'message.recovered.v1', topic: messageTopicOf, producer: 'consumer', subject: 'subject' })
export class MessageRecovered extends SubjectNews {
  @Instant() at!: string;
}
