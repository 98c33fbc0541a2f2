import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Case } from '../cases/case.entity';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LINK_LIFE_MS = 90 * DAY_MS;
const CODE_LIFE_MS = 600_000;
const MOST_TRIES = 5;
const CODES_AN_HOUR = 3;

/** A link to a person's own page. One of a case works at a time; it opens only with a one-time code. */
@Entity('my_link')
@Unique('my_link_token_unique', ['tokenHash'])
@Index('my_link_one_working', ['caseId'], { unique: true, where: 'revoked_at IS NULL' })
@Check('my_link_code_is_complete', `(code_id IS NULL) = (code_until IS NULL)`)
export class MyLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'my_link_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'my_link_case_fk' })
  caseId!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** `sub` of who made it. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  /** The code that opens the page now; it is used up by opening it. */
  @Column('uuid', { name: 'code_id', nullable: true })
  codeId!: string | null;

  @Column('timestamptz', { name: 'code_until', nullable: true })
  codeUntil!: Date | null;

  /** `sub` of the worker who read that code out; null for one that was sent to the person. */
  @Column('text', { name: 'code_read_out_by', nullable: true })
  codeReadOutBy!: string | null;

  /** Wrong codes since the page was last opened. */
  @Column('integer')
  tries!: number;

  /** Codes made since `codesSince`. */
  @Column('integer')
  codes!: number;

  @Column('timestamptz', { name: 'codes_since' })
  codesSince!: Date;

  static make(fields: Pick<MyLink, 'id' | 'caseId' | 'tokenHash' | 'createdBy'>, now: Date): MyLink {
    const nothingYet = { revokedAt: null, codeId: null, codeUntil: null, codeReadOutBy: null, tries: 0, codes: 0, codesSince: now };
    return Object.assign(new MyLink(), { ...fields, createdAt: now, expiresAt: new Date(now.getTime() + LINK_LIFE_MS), ...nothingYet });
  }

  works(now: Date): boolean {
    return this.revokedAt === null && now < this.expiresAt;
  }

  /** Too many wrong codes: no code opens it any more. A link worker can make a new link. */
  get isLocked(): boolean {
    return this.tries >= MOST_TRIES;
  }

  /** The code before is void. False when there were too many within the hour, or it is locked. */
  newCode(codeId: string, now: Date, readOutBy: string | null = null): boolean {
    if (now.getTime() - this.codesSince.getTime() >= HOUR_MS) Object.assign(this, { codes: 0, codesSince: now });
    if (this.isLocked || this.codes >= CODES_AN_HOUR) return false;
    this.codes += 1;
    Object.assign(this, { codeId, codeUntil: new Date(now.getTime() + CODE_LIFE_MS), codeReadOutBy: readOutBy });
    return true;
  }

  /** A code was given. The right one opens the page and is used up; anything else counts as a wrong one, of which the last locks it. */
  open(isRight: (codeId: string) => boolean, now: Date): 'opened' | 'wrong' | 'locked' {
    if (this.isLocked) return 'wrong';
    const opens = this.codeId !== null && this.codeUntil !== null && now < this.codeUntil && isRight(this.codeId);
    if (opens) Object.assign(this, { codeId: null, codeUntil: null, tries: 0 });
    else this.tries += 1;
    if (opens) return 'opened';
    return this.tries >= MOST_TRIES ? 'locked' : 'wrong';
  }

  revoke(now: Date): void {
    this.revokedAt ??= now;
  }
}
