import { Injectable } from '@nestjs/common';
import { SupportStoppedError } from './consent.errors';
import { ConsentRepository } from './consent.repository';
import { saidNo } from './consent.rules';

/**
 * Refuses what would be support after the person has said no to it (GV-01): a new contact, a contact planned, a call-back promised, a connection. What was
 * planned before may still be kept or missed, which is where the ending is agreed; the case can always be closed.
 */
@Injectable()
export class CheckSupportService {
  constructor(private readonly consents: ConsentRepository) {}

  /** `at`: when it happened; what happened before the person said no goes on record. */
  async execute(caseId: string, at: Date): Promise<void> {
    const last = await this.consents.last(caseId, 'support');
    if (last && saidNo(last.decision) && minuteOf(at) >= minuteOf(last.at)) throw new SupportStoppedError();
  }

  async isStopped(caseId: string): Promise<boolean> {
    return saidNo((await this.consents.last(caseId, 'support'))?.decision);
  }
}

/** Pages tell times to the minute: what was in the minute in which the person said no counts as after it. */
function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / 60_000);
}
