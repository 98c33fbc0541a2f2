import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { localDateOf } from '../clocks/working-days.rules';
import { belongsOn } from '../contact-rules/contact-rule.rules';
import { RelatedPerson } from './related-person.entity';

@Injectable()
export class RelatedPersonRepository {
  constructor(private readonly transaction: Transaction) {}

  ofCase(caseId: string): Promise<RelatedPerson[]> {
    return this.transaction.reader.find(RelatedPerson, { where: { caseId }, order: { recordedAt: 'ASC', id: 'ASC' } });
  }

  /** Whom the person is contacted through that day: of several the one recorded last. */
  carerOf(caseId: string, now: Date): Promise<RelatedPerson | null> {
    return this.transaction.reader
      .createQueryBuilder(RelatedPerson, 'r')
      .where(`r.case_id = :caseId AND r.contact_rule = 'through-carer' AND ${belongsOn(':day::date')}`, { caseId, day: localDateOf(now) })
      .orderBy('r.recorded_at', 'DESC')
      .addOrderBy('r.id')
      .getOne();
  }

  async get(id: string, caseId: string): Promise<RelatedPerson> {
    const found = isUUID(id) ? await this.transaction.reader.findOneBy(RelatedPerson, { id, caseId }) : null;
    if (!found) throw new NotFoundError('related-person');
    return found;
  }

  async insert(...related: RelatedPerson[]): Promise<void> {
    if (related.length > 0) await this.transaction.manager.insert(RelatedPerson, related);
  }

  async update({ id, endedAt }: RelatedPerson): Promise<void> {
    await this.transaction.manager.update(RelatedPerson, { id }, { endedAt });
  }
}
