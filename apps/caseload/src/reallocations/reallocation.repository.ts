import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Transaction } from '#libs/platform';
import { ReallocatedCase } from './reallocated-case.entity';
import { Reallocation } from './reallocation.entity';
import type { Taker } from './share-out.rules';

const TAKERS = `
  SELECT w.id, w.scheme_ids AS "schemeIds", (SELECT count(*)::integer FROM "case" c WHERE c.worker_id = w.id AND c.status <> 'closed') AS "openCases"
  FROM worker w WHERE w.id = ANY($1::uuid[]) AND w.organisation_id = $2 ORDER BY array_position($1::uuid[], w.id)`;

// Locked in the order of their ids, so that two of these never wait for each other.
const LOCK_OWN = `SELECT id FROM "case" WHERE id = ANY($1) AND worker_id = $2 AND status <> 'closed' AND ($3 OR status <> 'handing-over') ORDER BY id FOR UPDATE`;
const LOCK_UNCHANGED = `
  SELECT c.id FROM "case" c JOIN reallocated_case r ON r.case_id = c.id
  WHERE r.reallocation_id = $1 AND r.case_id = ANY($2) AND c.version = r.version AND c.status <> 'closed' ORDER BY c.id FOR UPDATE OF c`;

@Injectable()
export class ReallocationRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The open cases of a worker, longest open first. */
  openCases(workerId: string, organisationId: string): Promise<{ id: string; schemeId: string; status: string }[]> {
    return this.transaction.read(
      `SELECT id, scheme_id AS "schemeId", status FROM "case" WHERE worker_id = $1 AND organisation_id = $2 AND status <> 'closed' ORDER BY opened_at, id`,
      [workerId, organisationId],
    );
  }

  takers(ids: readonly string[], organisationId: string): Promise<Taker[]> {
    return this.transaction.read<Taker>(TAKERS, [ids, organisationId]);
  }

  async lockOwn(ids: readonly string[], workerId: string, alsoHandingOver: boolean): Promise<string[]> {
    return (await this.transaction.query<{ id: string }>(LOCK_OWN, [ids, workerId, alsoHandingOver])).map(({ id }) => id);
  }

  async lockUnchanged(reallocationId: string, ids: readonly string[]): Promise<string[]> {
    return (await this.transaction.query<{ id: string }>(LOCK_UNCHANGED, [reallocationId, ids])).map(({ id }) => id);
  }

  async insert(made: Reallocation): Promise<void> {
    await this.transaction.manager.insert(Reallocation, made);
  }

  async insertCase(moved: ReallocatedCase): Promise<void> {
    await this.transaction.manager.insert(ReallocatedCase, moved);
  }

  async find(id: string, workerId: string, organisationId: string): Promise<Reallocation | null> {
    return isUUID(id) ? this.transaction.reader.findOneBy(Reallocation, { id, workerId, organisationId }) : null;
  }

  casesOf(reallocationId: string): Promise<ReallocatedCase[]> {
    return this.transaction.reader.find(ReallocatedCase, { where: { reallocationId }, order: { caseId: 'ASC' } });
  }

  async markUndone({ reallocationId, caseId }: ReallocatedCase): Promise<void> {
    await this.transaction.manager.update(ReallocatedCase, { reallocationId, caseId }, { undone: true });
  }

  async finishUndo(id: string, at: Date): Promise<void> {
    await this.transaction.run(() => this.transaction.manager.update(Reallocation, { id }, { undoneAt: at }));
  }
}

/** The rows in parts of at most so many. */
export function chunksOf<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) => rows.slice(part * size, (part + 1) * size));
}
