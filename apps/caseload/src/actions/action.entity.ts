import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import { ActionAlreadyDoneError } from './action.errors';

/** Who must act: the case's worker or another by id, a supervisor, a clinician, a worker covering for another, a named lead. */
/** How the source begins of an action about a safeguarding concern: whoever sees it learns only that a restricted record stands there. */
export const CONCERN_SOURCE = 'restricted:';

export const ACTION_OWNER_KINDS = ['worker', 'supervisor', 'clinician', 'cover', 'lead'] as const;
export type ActionOwnerKind = (typeof ACTION_OWNER_KINDS)[number];

/** What is told of an action when it is opened. */
export interface ActionToOpen {
  /** A code of the feature that opens it, such as `review`. */
  readonly type: string;
  /** For people; names services and rules, never the person's data. */
  readonly title: string;
  readonly ownerKind: ActionOwnerKind;
  /** Null: whoever has that part; for `worker` the case's worker, also after a reallocation. */
  readonly ownerId?: string | null;
  readonly dueAt: Date;
  /** What made it, such as `connection:<id>`, so that its end can end the action; null when a person did. */
  readonly source?: string | null;
}

/** Something somebody must do on a case, stored because it cannot be worked out from the rest of the record (CL-13). */
@Entity('action')
@Index('action_open_by_case', ['caseId', 'dueAt', 'id'], { where: 'done_at IS NULL' })
@Index('action_by_case', ['caseId', 'createdAt', 'id'])
@Check('action_has_title', `title <> ''`)
@Check('action_owner_known', `owner_kind IN ('worker', 'supervisor', 'clinician', 'cover', 'lead')`)
@Check('action_done_is_complete', `(done_at IS NULL) = (done_by IS NULL) AND (done_at IS NULL) = (outcome IS NULL)`)
export class Action {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'action_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'action_case_fk' })
  caseId!: string;

  @Column('text')
  type!: string;

  @Column('text')
  title!: string;

  @Column('text', { name: 'owner_kind' })
  ownerKind!: ActionOwnerKind;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { nullable: true })
  source!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  /** `sub` of who did it, or the service itself. */
  @Column('text', { name: 'done_by', nullable: true })
  doneBy!: string | null;

  /** What came of it, in words or a code. */
  @Column('text', { nullable: true })
  outcome!: string | null;

  /** A new action; it becomes part of a case by being put among the actions of the locked case. */
  static open({ type, title, ownerKind, ownerId = null, dueAt, source = null }: ActionToOpen): Action {
    const nothingYet = { doneAt: null, doneBy: null, outcome: null };
    return Object.assign(new Action(), { id: randomUUID(), type, title, ownerKind, ownerId, dueAt, source, ...nothingYet });
  }

  /** It asks the named lead to see to a safeguarding concern (GV-05). */
  get isOfConcern(): boolean {
    return this.source?.startsWith(CONCERN_SOURCE) ?? false;
  }

  get isOpen(): boolean {
    return this.doneAt === null;
  }

  /** It was done, or is no longer needed: `outcome` says which. */
  complete(by: string, at: Date, outcome: string): void {
    if (this.doneAt) throw new ActionAlreadyDoneError(this.id);
    Object.assign(this, { doneAt: at, doneBy: by, outcome });
  }
}
