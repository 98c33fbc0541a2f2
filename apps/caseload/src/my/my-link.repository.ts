import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { Transaction } from '#libs/platform';
import { Case } from '../cases/case.entity';
import { MyLink } from './my-link.entity';
import { hashOf } from './my-secret.rules';
import { MySession } from './my-session.entity';

@Injectable()
export class MyLinkRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The link whose token this is, if it still works. */
  async byToken(token: string, now: Date): Promise<MyLink | null> {
    const found = await this.transaction.reader.findOneBy(MyLink, { tokenHash: hashOf(token) });
    return found?.works(now) === true ? found : null;
  }

  /** Whose case it leads to. */
  async organisationOf({ caseId }: MyLink): Promise<string> {
    const { organisationId } = await this.transaction.reader.findOneOrFail(Case, {
      where: { id: caseId },
      select: { organisationId: true },
    });
    return organisationId;
  }

  /** Locks the working link of a case. Whoever locks the case as well does that first. */
  workingOf(caseId: string): Promise<MyLink | null> {
    return this.transaction.manager.findOne(MyLink, { where: { caseId, revokedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
  }

  async insert(link: MyLink): Promise<void> {
    await this.transaction.manager.insert(MyLink, link);
  }

  async update(link: MyLink): Promise<void> {
    await this.transaction.manager.update(MyLink, { id: link.id }, link);
  }

  async openSession(session: MySession, now: Date): Promise<void> {
    await this.transaction.query(`DELETE FROM my_session WHERE expires_at < $1`, [now]);
    await this.transaction.manager.insert(MySession, session);
  }

  /** There while the person has given the right code for this link in the browser that has this secret. */
  session(linkId: string, secret: string, now: Date): Promise<MySession | null> {
    return this.transaction.reader.findOneBy(MySession, { linkId, secretHash: hashOf(secret), expiresAt: MoreThan(now) });
  }

  async endSession(secret: string): Promise<void> {
    await this.transaction.manager.delete(MySession, { secretHash: hashOf(secret) });
  }
}
