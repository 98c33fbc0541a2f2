import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import type { JourneyView, StandstillView, StepView } from './journey.view';

const MOST_JOURNEYS = 50;

interface Row {
  referral_id: string;
  reference: string | null;
  correlation_id: string;
  first_step_at: Date;
  last_step_at: Date;
  steps: StepView[];
  standstills: StandstillView[];
}

// $2 is null for an operator, who watches over the whole hub; everybody else sees what their organisation runs.
const JOURNEYS = `
  SELECT j.*, (
    SELECT jsonb_agg(jsonb_build_object('eventId', s.event_id, 'type', s.type, 'source', s.source, 'at', s.at, 'recordedAt', s.recorded_at,
      'correlationId', s.correlation_id, 'codes', s.codes) ORDER BY s.at, s.topic, s.sequence)
    FROM step s WHERE s.subject = j.referral_id) AS steps, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('consumer', h.consumer, 'topic', h.topic, 'eventId', h.event_id, 'type', h.type, 'state', h.state,
      'errorCode', h.error_code, 'attempts', h.attempts, 'since', h.since) ORDER BY h.since, h.consumer, h.topic), '[]')
    FROM standstill h WHERE h.subject = j.referral_id::text) AS standstills
  FROM journey j WHERE ($2::uuid IS NULL OR j.organisation_id = $2)`;
const BY_REFERRAL = `${JOURNEYS} AND j.referral_id = $1`;
const BY_CORRELATION = `${JOURNEYS} AND j.referral_id IN (SELECT subject FROM step WHERE correlation_id = $1)
  ORDER BY j.first_step_at DESC, j.referral_id LIMIT ${String(MOST_JOURNEYS)}`;

/** Journeys with their steps. A journey tells of one person's support, though it names nobody: reading it is audited (GV-02). */
@Injectable()
export class JourneysQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  async byReferral(referralId: string, by: Principal): Promise<JourneyView> {
    const [found] = await this.find(BY_REFERRAL, referralId, by);
    if (!found) throw new NotFoundError('journey');
    return found;
  }

  /** Those with a step that carries the correlation id: a sender's message may have brought several referrals. */
  byCorrelation(correlationId: string, by: Principal): Promise<JourneyView[]> {
    return this.find(BY_CORRELATION, correlationId, by);
  }

  private find(sql: string, id: string, by: Principal): Promise<JourneyView[]> {
    const organisation = by.roles.includes('operator') ? null : by.organisationId;
    return this.transaction.run(async () => {
      const rows = await this.transaction.query<Row>(sql, [id, organisation]);
      for (const { referral_id: entityId } of rows) await this.audit.record({ by, action: 'read', entity: 'Journey', entityId });
      return rows.map(viewOf);
    });
  }
}

function viewOf(row: Row): JourneyView {
  return {
    referralId: row.referral_id,
    reference: row.reference,
    correlationId: row.correlation_id,
    firstStepAt: row.first_step_at.toISOString(),
    lastStepAt: row.last_step_at.toISOString(),
    steps: row.steps.map((step) => ({ ...step, at: instant(step.at), recordedAt: instant(step.recordedAt) })),
    standstills: row.standstills.map((standstill) => ({ ...standstill, since: instant(standstill.since) })),
  };
}

// PostgreSQL writes its own zone and as many decimals as there are.
function instant(text: string): string {
  return new Date(text).toISOString();
}
