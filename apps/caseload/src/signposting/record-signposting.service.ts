import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, SignpostingRecorded } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { eventOf } from '../cases/case-events.mapper';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ReachQuery } from '../workers/reach.query';
import type { RecordSignpostingDto, SignpostingView } from './signposting.dto';
import { Signposting } from './signposting.entity';
import { signpostingViewOf } from './signposting-view.mapper';

/** Records that somebody was shown the way. It opens no case, needs no allocation and counts for nobody's caseload (CL-30). */
@Injectable()
export class RecordSignpostingService {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  execute(told: RecordSignpostingDto, by: Principal, now: Date): Promise<SignpostingView> {
    return this.transaction.run(async () => {
      const { organisationId, schemeIds } = await this.reach.of(by);
      const { schemeId, need, area, minutes } = told;
      const isWithin = schemeIds === null || schemeIds.includes(schemeId);
      if (!isWithin || !(await this.schemes.isOf(schemeId, organisationId))) throw new NotFoundError('scheme');
      const facts = { organisationId, schemeId, need, area, minutes };
      const own = { id: randomUUID(), serviceId: told.serviceId ?? null, at: now, caseId: null, convertedAt: null };
      const made = Object.assign(new Signposting(), facts, own);
      await this.transaction.manager.insert(Signposting, made);
      const service = told.serviceId === undefined ? {} : { serviceId: told.serviceId };
      await this.outbox.add(eventOf(SignpostingRecorded, { ...facts, ...service, signpostingId: made.id, at: now.toISOString() }));
      await this.audit.record({ by, action: 'create', entity: 'signposting', entityId: made.id });
      return signpostingViewOf(made);
    });
  }
}
