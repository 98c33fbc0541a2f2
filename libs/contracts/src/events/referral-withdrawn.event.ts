import { IsIn } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when the sender takes its referral back (`Task.status` cancelled) or says that it was an error. */
@Event({ name: 'referral.withdrawn.v1', topic: TOPICS.referral, subject: 'referralId' })
export class ReferralWithdrawn {
  @Id() referralId!: string;
  @IsIn(['cancelled', 'entered-in-error']) status!: 'cancelled' | 'entered-in-error';
  @Instant() withdrawnAt!: string;
}
