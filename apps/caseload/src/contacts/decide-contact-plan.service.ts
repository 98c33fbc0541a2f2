import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import type { Case } from '../cases/case.entity';
import { RemoteModeRepository } from '../remote-mode/remote-mode.repository';
import { OwnersQuery } from '../workers/owners.query';
import { planOf } from './contact-plan.rules';
import { ContactRefusedError } from './contact.errors';
import type { ContactTimeDto } from './planned-contact.dto';
import type { ContactPlan } from './planned-contact.entity';

/** Decides how a contact is to happen; refuses with every problem at once. */
@Injectable()
export class DecideContactPlanService {
  constructor(
    private readonly remoteModes: RemoteModeRepository,
    private readonly owners: OwnersQuery,
  ) {}

  async execute(found: Case, told: ContactTimeDto, previous: ContactPlan | null, now: Date): Promise<ContactPlan> {
    const suspendedFor = await this.remoteModes.inForce(found.schemeId, new Date(told.at));
    const { plan, problems } = planOf(told, { now, preferred: found.preferredMode, suspendedFor, previous });
    const all = [...problems, ...(await this.noColleague(found, plan.colleagueId, now))];
    const { mode } = plan;
    if (all.length > 0 || mode === null) throw new ContactRefusedError(all);
    return { ...plan, mode };
  }

  private async noColleague({ organisationId, workerId }: Case, colleagueId: string | null, now: Date): Promise<FieldProblem[]> {
    if (colleagueId === null) return [];
    const pointer = '/colleagueId';
    if (colleagueId === workerId)
      return [{ pointer, code: 'same-worker', detail: 'Somebody else must notice that the worker is not back.' }];
    if (await this.owners.works(colleagueId, organisationId, now)) return [];
    return [{ pointer, code: 'unknown', detail: 'The organisation has no such worker, or their employment is over.' }];
  }
}
