import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when a person wants to know what is held of them (GV-08): every service answers with `RecordsAnswered` and a sealed copy. */
@Event({ name: 'records.copy-requested.v1', topic: TOPICS.person, subject: 'personId' })
export class RecordsCopyRequested {
  @Id() requestId!: string;
  @Id() personId!: string;
  @IsArray() @ArrayMaxSize(1000) @IsUUID('all', { each: true }) referralIds!: string[];
  @Instant() at!: string;
}
