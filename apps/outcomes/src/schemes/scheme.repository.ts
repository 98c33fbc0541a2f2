import { Injectable } from '@nestjs/common';
import { NotFoundError, type SchemePublished } from '#libs/contracts';
import { SchemeReach, Transaction, type Principal } from '#libs/platform';
import { SchemeCopy } from './scheme-copy.entity';

@Injectable()
export class SchemeRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: SchemeReach,
  ) {}

  /** A scheme that the caller reaches. */
  async get(schemeId: string, caller: Principal): Promise<SchemeCopy> {
    const found = await this.transaction.reader.findOneBy(SchemeCopy, { schemeId });
    if (!found || !(await this.reach.reaches(caller, found))) throw new NotFoundError('scheme');
    return found;
  }

  /** Keeps the state with the highest sequence, whatever order they arrive in. */
  async keep({ schemeId, organisationId, name }: SchemePublished, sequence: number): Promise<void> {
    await this.transaction.query(
      `INSERT INTO scheme_copy (scheme_id, organisation_id, name, sequence) VALUES ($1, $2, $3, $4)
       ON CONFLICT (scheme_id) DO UPDATE SET organisation_id = excluded.organisation_id, name = excluded.name, sequence = excluded.sequence
       WHERE scheme_copy.sequence < excluded.sequence`,
      [schemeId, organisationId, name, sequence],
    );
  }
}
