import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { MeasurementRecorded } from '#libs/contracts';
import { ONS4_ITEMS, ons4Observations, type Ons4Item } from '#libs/fhir';
import { ReferralRepository } from '../referrals/referral.repository';
import { FollowReferralService } from './follow-referral.service';

/** What the person answered becomes four Observations that the sender may read, never one number. */
@Injectable()
export class ShowMeasurementService {
  constructor(
    private readonly follow: FollowReferralService,
    private readonly referrals: ReferralRepository,
  ) {}

  /** `recordedAt`: when outcomes wrote it down; ISO 8601. */
  execute(measured: MeasurementRecorded, recordedAt: string): Promise<void> {
    const { referralId, stage, takenAt, answers } = measured;
    return this.follow.execute(measured, async (referral) => {
      if (!answers) return;
      const ids = Object.fromEntries(ONS4_ITEMS.map((item) => [item, randomUUID()])) as Record<Ons4Item, string>;
      const taking = { referralId, patientId: referral.patientId, ids, version: 1, takenAt, recordedAt, stage, answers };
      await this.referrals.addResources(referral, ons4Observations(taking), new Date(recordedAt));
      const outputs = ONS4_ITEMS.map((item) => ({ kind: 'content' as const, type: 'Observation' as const, id: ids[item] }));
      referral.addOutputs(outputs, new Date(recordedAt));
    });
  }
}
