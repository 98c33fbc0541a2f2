import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { relatedPersonViewOf } from './related-person-view.mapper';
import type { AddRelatedPersonDto, RelatedPersonView } from './related-person.dto';
import { RelatedPerson } from './related-person.entity';
import { RelatedPersonRefusedError } from './related-person.errors';
import { RelatedPersonRepository } from './related-person.repository';

/** Keeps who belongs to a person, with what authority and from when to when (ID-02). What was recorded is never changed: it ends, and another begins. */
@Injectable()
export class KeepRelatedPersonsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly changeCase: ChangeCaseService,
    private readonly relatedPersons: RelatedPersonRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  list(caseId: string, caller: Principal): Promise<RelatedPersonView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      await this.audit.record({ by: caller, action: 'read-related-persons', entity: 'case', entityId: caseId });
      return (await this.relatedPersons.ofCase(caseId)).map(relatedPersonViewOf);
    });
  }

  async add(caseId: string, told: AddRelatedPersonDto, by: Principal, now: Date): Promise<RelatedPersonView> {
    const problems = problemsOf(told);
    if (problems.length > 0) throw new RelatedPersonRefusedError(problems);
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'add-related-person' }, async ({ case: found }) => {
      statusAfter('describe-person', found.status);
      const { name, relationship, relationshipText = null, authority, contactRule = null, phone = null, email = null, note = null } = told;
      const said = { name, relationship, relationshipText, authority, contactRule, phone, email, note };
      const dates = { fromOn: told.from ?? null, untilOn: told.until ?? null };
      const added = RelatedPerson.record({ caseId: found.id, ...said, ...dates, recordedBy: by.subject, recordedAt: now });
      await this.relatedPersons.insert(added);
      return relatedPersonViewOf(added);
    });
  }

  /** They no longer belong to the person, and their contact rule no longer stands; again without effect. */
  async end(caseId: string, id: string, by: Principal, now: Date): Promise<RelatedPersonView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'end-related-person' }, async ({ case: found }) => {
      const related = await this.relatedPersons.get(id, found.id);
      related.endedAt ??= now;
      await this.relatedPersons.update(related);
      return relatedPersonViewOf(related);
    });
  }
}

function problemsOf({ contactRule, phone, email, from, until }: AddRelatedPersonDto): FieldProblem[] {
  const isOutOfReach = contactRule === 'through-carer' && phone === undefined && email === undefined;
  const noWay = 'A person who is contacted through somebody needs a phone number or an email address of them.';
  return [
    ...(isOutOfReach ? [{ pointer: '/phone', code: 'required', detail: noWay }] : []),
    ...(from !== undefined && until !== undefined && until < from
      ? [{ pointer: '/until', code: 'before-from', detail: 'The last day lies before the first one.' }]
      : []),
  ];
}
