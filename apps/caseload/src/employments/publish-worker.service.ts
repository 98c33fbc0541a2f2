import { Injectable } from '@nestjs/common';
import { WorkerPublished } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { accountHash, AuditService, type Principal } from '#libs/platform';
import { eventOf } from '../cases/case-events.mapper';
import type { Worker } from '../workers/worker.entity';
import { EmploymentRepository } from './employment.repository';

/** What follows from every change of a worker, in the open transaction: each of their schemes is told the whole state, and the act is audited. */
@Injectable()
export class PublishWorkerService {
  constructor(
    private readonly employments: EmploymentRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  async execute({ id: workerId, organisationId, schemeIds, accountSubject }: Worker, by: Principal, action: string): Promise<void> {
    await this.audit.record({ by, action, entity: 'worker', entityId: workerId });
    const all = await this.employments.ofWorker(workerId);
    const employments = all.map(({ id: employmentId, role, title, employerId, hostId, wte, validFrom, validUntil }) => ({
      employmentId,
      role,
      title,
      employerId,
      hostId,
      wte,
      validFrom,
      ...(validUntil === null ? {} : { validUntil }),
    }));
    const facts = { organisationId, workerId, ...(accountSubject === null ? {} : { account: accountHash(accountSubject) }), employments };
    for (const schemeId of schemeIds) await this.outbox.add(eventOf(WorkerPublished, { schemeId, ...facts }));
  }
}
