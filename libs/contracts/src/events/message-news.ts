import { IsIn, IsString, MaxLength } from 'class-validator';
import { SERVICES, type ServiceName } from '../names';

/** What every piece of news of a parked subject names: identifiers only, never what the message said. */
export abstract class SubjectNews {
  /** The service that handles the message, and tells of it. */
  @IsIn(SERVICES) consumer!: ServiceName;
  /** Where the message stands. */
  @IsString() @MaxLength(200) topic!: string;
  /** The message's own key. */
  @IsString() @MaxLength(200) subject!: string;
}

/** News of one message, the first of its subject. */
export abstract class MessageNews extends SubjectNews {
  @IsString() @MaxLength(200) eventId!: string;
  /** CloudEvents type; empty where the message does not say. */
  @IsString() @MaxLength(200) type!: string;
}
