import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { EpisodeRepository } from '../episodes/episode.repository';
import { Measurement } from '../measurements/measurement.entity';
import { viewOf, type MeasurementView } from '../measurements/measurement.view';
import { personChanges, type PersonChange } from './person-change.rules';

export interface ReferralOutcomes {
  readonly referralId: string;
  readonly schemeId: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** By the day they were taken. */
  readonly measurements: readonly MeasurementView[];
  readonly changes: readonly PersonChange[];
}

/** One person's measurements and how each answer moved. Reading them is a read of a person's record, so it is audited (GV-02). */
@Injectable()
export class ReferralOutcomesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly episodes: EpisodeRepository,
    private readonly audit: AuditService,
  ) {}

  execute(referralId: string, by: Principal): Promise<ReferralOutcomes> {
    return this.transaction.run(async () => {
      const { schemeId, openedAt, closedAt } = await this.episodes.get(referralId, by);
      const found = await this.transaction.reader.find(Measurement, {
        where: { referralId },
        order: { takenAt: 'ASC', recordedAt: 'ASC' },
      });
      await this.audit.record({ by, action: 'read', entity: 'ReferralOutcomes', entityId: referralId });
      const measurements = found.map(viewOf);
      return {
        referralId,
        schemeId,
        openedAt: openedAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
        measurements,
        changes: personChanges(measurements),
      };
    });
  }
}
