import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CaseMoved } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { Transaction, type Principal } from '#libs/platform';
import { caseAllocated, caseQueued, eventOf } from '../cases/case-events.mapper';
import type { LockedCase } from '../cases/case-file.repository';
import { allocateBy } from '../clocks/service-levels.rules';
import { SchemeRepository } from '../schemes/scheme.repository';
import { OwnersQuery } from '../workers/owners.query';
import { CaseMove } from './case-move.entity';
import { MoveRefusedError } from './move.errors';

/** Where a case goes. */
export interface Destination {
  readonly schemeId: string;
  readonly area: string | null;
  readonly reason: string;
  /** Who has it there; absent: its worker, if they work for that scheme, else nobody yet. */
  readonly workerId?: string;
}

/** Moves a case within the change of it (CL-41): its contacts, plans and connections stay with it, and its clocks begin anew in another scheme. */
@Injectable()
export class ApplyMoveService {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly owners: OwnersQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute(locked: LockedCase, to: Destination, by: Principal, at: Date): Promise<CaseMove> {
    const { case: found } = locked;
    const { workerId: before, schemeId: fromSchemeId, area: fromArea } = found;
    const { clocks } = await this.schemes.get(to.schemeId);
    const kept = { allocatedAt: found.allocatedAt, allocateBy: found.allocateBy, contactBy: found.contactBy };
    const { organisationId } = found;
    const { schemeId } = to;
    const leaves =
      before !== null && to.workerId === undefined && !(await this.owners.may({ workerId: before, organisationId, schemeId }, at));
    if (leaves) found.returnToQueue(allocateBy(at, clocks));
    found.moveTo(to.schemeId, to.area, clocks, at);
    // What is worked out after this follows the new scheme.
    Object.assign(locked, { clocks, settings: await this.schemes.settings(to.schemeId) });
    await this.tell(locked, fromSchemeId, at);
    if (leaves) await this.outbox.add(caseQueued(found, at));
    if (to.workerId !== undefined) await this.allocate(locked, to.workerId, at);
    const facts = { id: randomUUID(), caseId: found.id, fromSchemeId, toSchemeId: to.schemeId, fromArea, toArea: to.area };
    const rest = { fromWorkerId: before, ...kept, version: found.version + 1, reason: to.reason, by: by.subject, at, undoneAt: null };
    const move = Object.assign(new CaseMove(), facts, rest);
    await this.transaction.manager.insert(CaseMove, move);
    return move;
  }

  /** Back to where it was, with the dates that were promised then. */
  async undo(locked: LockedCase, move: CaseMove, at: Date): Promise<void> {
    const { case: found } = locked;
    const { clocks } = await this.schemes.get(move.fromSchemeId);
    found.moveTo(move.fromSchemeId, move.fromArea, clocks, at);
    Object.assign(locked, { clocks, settings: await this.schemes.settings(move.fromSchemeId) });
    if (move.fromWorkerId !== null && found.workerId !== move.fromWorkerId) {
      const owner = { workerId: move.fromWorkerId, organisationId: found.organisationId, schemeId: found.schemeId };
      const problems = await this.owners.problems('/workerId', owner, at);
      if (problems.length > 0) throw new MoveRefusedError(problems);
      found.allocateTo(move.fromWorkerId, move.allocatedAt ?? at);
      await this.outbox.add(caseAllocated(found, move.fromWorkerId, at));
    }
    Object.assign(found, { allocateBy: move.allocateBy, contactBy: move.contactBy });
    await this.tell(locked, move.toSchemeId, at);
    await this.transaction.manager.update(CaseMove, { id: move.id }, { undoneAt: at });
  }

  async allocate({ case: found }: LockedCase, workerId: string, at: Date): Promise<void> {
    if (found.workerId === workerId) return;
    found.allocateTo(workerId, at);
    await this.outbox.add(caseAllocated(found, workerId, at));
  }

  private async tell({ case: found }: LockedCase, fromSchemeId: string, at: Date): Promise<void> {
    const { referralId, id: caseId, schemeId, area } = found;
    const times = { movedAt: at.toISOString(), allocateBy: found.allocateBy.toISOString(), contactBy: found.contactBy.toISOString() };
    await this.outbox.add(eventOf(CaseMoved, { referralId, caseId, fromSchemeId, schemeId, ...(area === null ? {} : { area }), ...times }));
  }
}
