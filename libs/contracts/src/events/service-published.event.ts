import { IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { NEED_CODES, SERVICE_SETTINGS, type NeedCode, type ServiceSetting } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id } from './fields';

/** Published when a service of the directory is added or changed: its whole state. */
@Event({ name: 'service.published.v1', topic: TOPICS.directory, subject: 'serviceId' })
export class ServicePublished {
  @Id() serviceId!: string;
  @Id() providerId!: string;
  @IsString() @MaxLength(200) providerName!: string;
  @IsString() @MaxLength(200) name!: string;
  @IsString() @MaxLength(4000) description!: string;
  @IsArray() @IsIn(NEED_CODES, { each: true }) needs!: NeedCode[];
  /** Open Referral `service.status`. */
  @IsIn(['active', 'inactive', 'defunct', 'temporarily closed']) status!: string;
  /** In what settings it meets people; absent: not told (CL-20). */
  @IsOptional() @IsArray() @IsIn(SERVICE_SETTINGS, { each: true }) settings?: ServiceSetting[];
}
