import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';

/** One event, as the monitor keeps it. */
export interface RecordedStep {
  readonly eventId: string;
  readonly subject: string;
  readonly type: string;
  readonly source: string;
  readonly topic: string;
  readonly sequence: number;
  readonly correlationId: string;
  readonly at: string;
  readonly recordedAt: Date;
  readonly codes: Readonly<Record<string, string>>;
}

@Injectable()
export class JourneyRepository {
  constructor(private readonly transaction: Transaction) {}

  async addStep(step: RecordedStep): Promise<void> {
    await this.transaction.query(
      `INSERT INTO step (event_id, subject, type, source, topic, sequence, correlation_id, at, recorded_at, codes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (event_id) DO NOTHING`,
      [
        step.eventId,
        step.subject,
        step.type,
        step.source,
        step.topic,
        step.sequence,
        step.correlationId,
        step.at,
        step.recordedAt,
        JSON.stringify(step.codes),
      ],
    );
  }

  /** Steps of different topics come in any order: the journey spans all of them, and is known by the correlation id of the earliest. */
  async extend({ subject, correlationId, at, codes }: RecordedStep, reference: string | undefined): Promise<void> {
    await this.transaction.query(
      `INSERT INTO journey AS j (referral_id, reference, organisation_id, correlation_id, first_step_at, last_step_at) VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (referral_id) DO UPDATE SET
         reference = coalesce(j.reference, excluded.reference),
         organisation_id = coalesce(j.organisation_id, excluded.organisation_id),
         correlation_id = CASE WHEN excluded.first_step_at < j.first_step_at THEN excluded.correlation_id ELSE j.correlation_id END,
         first_step_at = least(j.first_step_at, excluded.first_step_at),
         last_step_at = greatest(j.last_step_at, excluded.last_step_at)`,
      [subject, reference ?? null, codes.organisationId ?? null, correlationId, at],
    );
  }
}
