import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidRequestError, type FieldProblem } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, violatedUnique, type Principal } from '#libs/platform';
import { EpisodeRepository } from '../episodes/episode.repository';
import type { RecordMeasurementDto } from './measurement.dto';
import { Measurement } from './measurement.entity';
import { BaselineAlreadyRecordedError } from './measurement.errors';
import { ONS4_ITEMS } from './ons4.rules';

/** A sending system's clock may run ahead of ours by so much. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Records the answers to an instrument and tells referral-intake, which sends them back to who referred. */
@Injectable()
export class RecordMeasurementService {
  constructor(
    private readonly transaction: Transaction,
    private readonly episodes: EpisodeRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  async execute(taken: RecordMeasurementDto, by: Principal, now: Date): Promise<Measurement> {
    const problems = problemsWith(taken, now);
    if (problems.length > 0) throw new InvalidRequestError(problems);
    const { referralId, instrument, stage, source, answers } = taken;
    const takenAt = new Date(taken.takenAt);
    const measurement = Measurement.record({ id: randomUUID(), referralId, instrument, stage, source, takenAt, recordedAt: now, answers });
    try {
      await this.transaction.run(async () => {
        const { personId } = await this.episodes.get(referralId, by);
        await this.transaction.manager.insert(Measurement, measurement);
        await this.outbox.add(measurement.toMeasurementRecorded(personId));
        await this.audit.record({ by, action: 'create', entity: 'Measurement', entityId: measurement.id });
      });
    } catch (error) {
      if (violatedUnique(error) === 'measurement_baseline') throw new BaselineAlreadyRecordedError(referralId);
      throw error;
    }
    return measurement;
  }
}

function problemsWith({ takenAt, answers }: RecordMeasurementDto, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (new Date(takenAt).getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
    problems.push({ pointer: '/takenAt', code: 'in-the-future', detail: 'takenAt must not be in the future' });
  }
  if (ONS4_ITEMS.every((item) => answers[item] === null)) {
    problems.push({ pointer: '/answers', code: 'all-skipped', detail: 'answers must hold at least one answer that was not skipped' });
  }
  return problems;
}
