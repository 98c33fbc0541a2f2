import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import { EmploymentRepository } from '../employments/employment.repository';

/** To whom something would be given: a worker of an organisation, for the cases of one of its schemes. */
export interface WouldBeOwner {
  readonly workerId: string;
  readonly organisationId: string;
  readonly schemeId: string;
}

const CANNOT_SEE =
  'The worker cannot see cases of this scheme then: no employment of theirs holds, or no agreement with their employer does. Name another worker, or record the employment or the agreement first.';

/**
 * Who may have a case, or something to do on one: a worker of its scheme who can see its cases at that time. Every way in which somebody comes
 * to own something asks here, in the transaction in which they would; who can no longer see a case loses what they own of it (`ReleaseWorkerService`).
 */
@Injectable()
export class OwnersQuery {
  constructor(private readonly employments: EmploymentRepository) {}

  /** Whether a worker of the organisation sees the cases of any scheme of theirs. */
  async works(workerId: string, organisationId: string, at: Date): Promise<boolean> {
    const worker = await this.employments.shareWorker(workerId, organisationId);
    return worker !== null && (await this.employments.openSchemes(worker, organisationId, at)).length > 0;
  }

  async may(owner: WouldBeOwner, at: Date): Promise<boolean> {
    return (await this.problems('', owner, at)).length === 0;
  }

  /** Why they may not, told of the field that names them; none when they may. */
  async problems(pointer: string, { workerId, organisationId, schemeId }: WouldBeOwner, at: Date): Promise<FieldProblem[]> {
    const worker = await this.employments.shareWorker(workerId, organisationId);
    if (!worker?.servesScheme(schemeId)) return [{ pointer, code: 'worker-not-of-scheme', detail: 'No worker of the scheme has this id.' }];
    const open = await this.employments.openSchemes(worker, organisationId, at);
    return open.includes(schemeId) ? [] : [{ pointer, code: 'worker-cannot-see-case', detail: CANNOT_SEE }];
  }
}
