import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import { CallBackRefusedError, CallBackSettledError } from './call-back.errors';

export const CALL_BACK_STATES = ['promised', 'made', 'missed-by-service', 'cancelled'] as const;
export type CallBackState = (typeof CALL_BACK_STATES)[number];

const BEFORE_PROMISE = { pointer: '/at', code: 'before-promise', detail: 'A call that was made before the promise does not keep it.' };

/** What is told of a call-back when it is promised. */
export type PromisedCallBack = Pick<
  CallBack,
  'id' | 'caseId' | 'organisationId' | 'schemeId' | 'workerId' | 'fromAt' | 'untilAt' | 'reason' | 'promisedBy' | 'promisedAt'
>;

/**
 * The service has promised the person to call within a window (CL-14). If the window passes without a call, the service has
 * missed it; the person never has.
 */
@Entity('call_back')
@Index('call_back_by_case', ['caseId', 'fromAt', 'id'])
@Index('call_back_by_scheme', ['organisationId', 'schemeId', 'untilAt'])
@Check('call_back_state_known', `state IN ('promised', 'made', 'missed-by-service', 'cancelled')`)
@Check('call_back_window', `until_at > from_at`)
@Check('call_back_settled_has_date', `(state = 'promised') = (settled_at IS NULL)`)
export class CallBack {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'call_back_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'call_back_case_fk' })
  caseId!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  /** The team whose promise it is. */
  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  /** Who is to call; null: whoever has the case. */
  @Column('uuid', { name: 'worker_id', nullable: true })
  workerId!: string | null;

  @Column('timestamptz', { name: 'from_at' })
  fromAt!: Date;

  @Column('timestamptz', { name: 'until_at' })
  untilAt!: Date;

  /** What for; stays in caseload. */
  @Column('text')
  reason!: string;

  @Column('text')
  state!: CallBackState;

  @Column('text', { name: 'promised_by' })
  promisedBy!: string;

  @Column('timestamptz', { name: 'promised_at' })
  promisedAt!: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  static promise(fields: PromisedCallBack): CallBack {
    return Object.assign(new CallBack(), fields, { state: 'promised', settledAt: null });
  }

  /** The action that asks for it. */
  get source(): string {
    return `call-back:${this.id}`;
  }

  /** Somebody called in time, also when it was written down so late that it seemed missed. A later call does not undo the miss. */
  made(at: Date): void {
    if (at < this.promisedAt) throw new CallBackRefusedError([BEFORE_PROMISE]);
    if (at > this.untilAt) throw new CallBackSettledError('missed-by-service');
    if (this.state !== 'promised' && this.state !== 'missed-by-service') throw new CallBackSettledError(this.state);
    Object.assign(this, { state: 'made', settledAt: at });
  }

  /** Its window has passed; true unless it was settled before. */
  missed(now: Date): boolean {
    if (this.state !== 'promised' || now < this.untilAt) return false;
    Object.assign(this, { state: 'missed-by-service', settledAt: now });
    return true;
  }

  cancel(at: Date): void {
    Object.assign(this, { state: 'cancelled', settledAt: at });
  }
}
