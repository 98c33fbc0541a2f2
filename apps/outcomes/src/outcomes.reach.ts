import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RecordReach, type NamedRecord } from '#libs/platform';
import { EpisodeRepository } from './episodes/episode.repository';

/** Which records of outcomes exist for a caller. */
@Injectable()
export class OutcomesReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    referralId: {
      what: 'referral',
      exists: async ({ referralId = '' }, caller) => isUUID(referralId) && (await this.episodes.find(referralId, caller)) !== null,
    },
  };

  constructor(private readonly episodes: EpisodeRepository) {
    super();
  }
}
