import { randomUUID } from 'node:crypto';
import { MeasurementRecorded } from '#libs/contracts';
import { ONS4_ITEMS, ons4Observations, type Ons4Item } from '#libs/fhir';
import type { MessageContext } from '#libs/messaging';
import { Transaction } from '#libs/platform';
import { Consumer, On } from '../consumers';
import type { Referral } from '../referrals/referral.entity';
import { FollowReferralService } from './follow-referral.service';

/** What the person answered becomes four Observations that the sender may read, never one number. */
@Consumer()
export class MeasurementRecordedConsumer {
  constructor(
    private readonly follow: FollowReferralService,
    private readonly transaction: Transaction,
  ) {}

  @On(MeasurementRecorded)
  handle(measured: MeasurementRecorded, message: MessageContext): Promise<void> {
    return this.follow.execute(measured.referralId, async (referral) => {
      if (!measured.answers) return;
      const ids = Object.fromEntries(ONS4_ITEMS.map((item) => [item, randomUUID()])) as Record<Ons4Item, string>;
      const { stage, takenAt, answers } = measured;
      const observations = ons4Observations({
        referralId: referral.id,
        patientId: referral.patientId,
        ids,
        version: 1,
        takenAt,
        recordedAt: message.time,
        stage,
        answers,
      });
      for (const observation of observations) await this.store(referral, observation, message.time);
      referral.addOutputs(
        ONS4_ITEMS.map((item) => ({ kind: 'content', type: 'Observation', id: ids[item] })),
        new Date(message.time),
      );
    });
  }

  private async store(referral: Referral, observation: { id?: string }, at: string): Promise<void> {
    await this.transaction.query(
      `INSERT INTO fhir_resource (type, id, sender_id, referral_id, version, last_updated, position, content) VALUES ('Observation', $1, $2, $3, 1, $4, 0, $5)`,
      [observation.id, referral.senderId, referral.id, at, JSON.stringify(observation)],
    );
  }
}
