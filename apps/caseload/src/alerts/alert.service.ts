import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CaseAlertRaised } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { eventOf } from '../cases/case-events.mapper';

/** What an alert needs of its case. */
export type CaseOfAlert = Pick<Case, 'id' | 'referralId' | 'organisationId' | 'schemeId' | 'workerId'>;

/** Raises alerts in the open transaction. */
@Injectable()
export class AlertService {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * Tells that something about a case needs looking at, once for each time it began: the same code with the same `since`
   * again does nothing. `code` is kebab-case and says nothing of the person. `askedWorkerId` is the worker who must act, where it is one. True when it was news.
   */
  async raise(about: CaseOfAlert, code: string, since: Date, askedWorkerId: string | null = null): Promise<boolean> {
    const { id: caseId, referralId, organisationId, schemeId, workerId } = about;
    const raisedAt = this.clock.now();
    const news = await this.transaction.query(
      `INSERT INTO alert (id, case_id, organisation_id, scheme_id, code, since, raised_at, worker_id, asked_worker_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (case_id, code, since) DO NOTHING RETURNING id`,
      [randomUUID(), caseId, organisationId, schemeId, code, since, raisedAt, workerId, askedWorkerId],
    );
    if (news.length === 0) return false;
    const times = { since: since.toISOString(), raisedAt: raisedAt.toISOString() };
    await this.outbox.add(eventOf(CaseAlertRaised, { referralId, caseId, schemeId, code, ...times, ...(workerId ? { workerId } : {}) }));
    return true;
  }
}
