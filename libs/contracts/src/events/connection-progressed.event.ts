import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CONNECTION_STATES, type ConnectionState } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published at every change of a connection's state (CL-31), the first being `referred`, and when its provider's Task becomes known. referral-intake shows it to the sender as the connection's Task. */
@Event({ name: 'connection.progressed.v1', topic: TOPICS.case, subject: 'referralId' })
export class ConnectionProgressed {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() connectionId!: string;
  /** The provider's Task, once provider-gateway has made it. */
  @IsOptional() @Id() taskId?: string;
  @Id() serviceId!: string;
  @Id() providerId!: string;
  @IsString() @MaxLength(200) serviceName!: string;
  @IsString() @MaxLength(200) providerName!: string;
  /** The person consents to the sender being told who the provider is. */
  @IsBoolean() consentToShare!: boolean;
  @IsIn(CONNECTION_STATES) state!: ConnectionState;
  /** A code of `H/CodeSystem/reason`, where the state needs one. */
  @IsOptional() @IsString() @MaxLength(60) reason?: string;
  /** When the provider should have answered; with `referred` only. */
  @IsOptional() @Instant() respondBy?: string;
  @Instant() at!: string;
}
