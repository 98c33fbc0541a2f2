import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CasePersonCorrected, CorrectedField, PersonCorrection } from '#libs/contracts';
import { correctedPerson } from '#libs/messaging';
import { AuditService, Transaction } from '#libs/platform';
import { TellProviderService } from '../deliveries/tell-provider.service';
import type { Task } from './task.entity';
import { TaskRepository } from './task.repository';

/** Corrects what tasks hold of a person (GV-08). */
@Injectable()
export class CorrectTasksService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
    private readonly tellProvider: TellProviderService,
    private readonly audit: AuditService,
  ) {}

  /** The tasks of a referral that were asked for before caseload corrected the case. Each provider whose task goes on is told to read it again. */
  execute({ referralId, fields, correction }: CasePersonCorrected, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      if (!correction) return;
      for (const task of await this.correct(referralId, fields, correction, now)) {
        if (task.hearsOf(fields)) await this.tellProvider.execute(task, 'connection.updated', randomUUID(), now);
      }
    });
  }

  /** In the open transaction: all tasks of a referral that hold something of the person, as they are from now on. */
  async correct(referralId: string, fields: readonly CorrectedField[], correction: PersonCorrection, now: Date): Promise<Task[]> {
    const tasks: Task[] = [];
    for (const task of await this.tasks.lockOfReferral(referralId)) {
      if (!task.person) continue;
      tasks.push(task);
      if (!task.correct(correctedPerson(task.person, task.sharedOf(fields), correction), now)) continue;
      await this.tasks.save(task);
      await this.audit.record({ by: 'provider-gateway', action: 'correct', entity: 'task', entityId: task.id });
    }
    return tasks;
  }
}
