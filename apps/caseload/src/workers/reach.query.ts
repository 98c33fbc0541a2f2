import { Injectable } from '@nestjs/common';
import { Clock, type Principal } from '#libs/platform';
import { localDateOf } from '../clocks/working-days.rules';
import { EmploymentRepository } from '../employments/employment.repository';
import { CallerNotPlacedError } from './worker.errors';
import { WorkerRepository } from './worker.repository';

/** How far a caller sees: one organisation, and of it some schemes or all. What lies outside does not exist for them. */
export interface Reach {
  readonly organisationId: string;
  /** Null: every scheme of the organisation. */
  readonly schemeIds: readonly string[] | null;
  /** The worker the caller is, if one. */
  readonly workerId: string | null;
}

/**
 * Works out the reach of a caller: systems and supervisors see the organisation, link workers the schemes they work for. One
 * whom another organisation employs sees those for which an agreement with that employer is active (CL-27).
 */
@Injectable()
export class ReachQuery {
  /** Worked out once a request: the guard makes a caller anew for each. */
  private readonly known = new WeakMap<Principal, Promise<Reach>>();

  constructor(
    private readonly workers: WorkerRepository,
    private readonly employments: EmploymentRepository,
    private readonly clock: Clock,
  ) {}

  of(caller: Principal): Promise<Reach> {
    const known = this.known.get(caller) ?? this.workOut(caller);
    this.known.set(caller, known);
    return known;
  }

  /** Workers who are away today and for whom this one covers. */
  coveredBy(workerId: string): Promise<string[]> {
    return this.workers.coveredBy(workerId, localDateOf(this.clock.now()));
  }

  private async workOut(caller: Principal): Promise<Reach> {
    const { organisationId } = caller;
    if (caller.kind === 'system') return { organisationId, schemeIds: null, workerId: null };
    const worker = await this.workers.findByAccount(caller.subject, organisationId);
    const seesAll = caller.roles.some((role) => role === 'supervisor' || role === 'administrator');
    if (seesAll) return { organisationId, schemeIds: null, workerId: worker?.id ?? null };
    const now = this.clock.now();
    const placed = worker ?? (await this.employments.employedBy(organisationId, caller.subject, now));
    if (!placed) throw new CallerNotPlacedError('Your account is not registered as a worker; an administrator does that.');
    return {
      organisationId: placed.organisationId,
      schemeIds: await this.employments.openSchemes(placed, organisationId, now),
      workerId: placed.id,
    };
  }
}
