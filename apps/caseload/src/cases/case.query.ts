import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError, type AccessNeeds } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { WaitingQuery } from '../blockers/waiting.query';
import { ConnectionRepository } from '../connections/connection.repository';
import type { ContactView } from '../contacts/contact.dto';
import { contactViewOf } from '../contacts/contact-view.mapper';
import { Contact } from '../contacts/contact.entity';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { relatedPersonViewOf } from '../related-persons/related-person-view.mapper';
import { RelatedPersonRepository } from '../related-persons/related-person.repository';
import { ReachQuery } from '../workers/reach.query';
import { CASE_COLUMNS, CASE_SOURCE, caseSummaryOf, type CaseRow } from './case-view.mapper';
import type { CaseView } from './case.view';
import { ReferralDetailsRepository } from './referral-details.repository';

const ONE = `
  SELECT ${CASE_COLUMNS}
  FROM ${CASE_SOURCE}
  WHERE c.id = $1 AND c.organisation_id = $2 AND ($3::uuid[] IS NULL OR c.scheme_id = ANY($3))`;

/** One case with its contacts and connections. */
@Injectable()
export class CaseQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly connections: ConnectionRepository,
    private readonly waiting: WaitingQuery,
    private readonly details: ReferralDetailsRepository,
    private readonly relatedPersons: RelatedPersonRepository,
    private readonly contactRules: AskContactRuleService,
    private readonly audit: AuditService,
  ) {}

  /** A person's record: reading it is audited in the same transaction (GV-02). */
  read(caseId: string, caller: Principal): Promise<CaseView> {
    return this.transaction.run(async () => {
      const found = await this.find(caseId, caller);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: found.id });
      return found;
    });
  }

  /** The case after the caller's own change, which is in the audit trail already. */
  async find(caseId: string, caller: Principal): Promise<CaseView> {
    if (!isUUID(caseId)) throw new NotFoundError('case');
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const [row] = await this.transaction.read<CaseRow>(ONE, [caseId, organisationId, schemeIds]);
    if (!row) throw new NotFoundError('case');
    const connections = await this.connections.viewsOf(await this.connections.ofCase(caseId));
    const facts = { receivedAt: row.received_at, firstContactAt: row.first_contact_at, closedAt: row.closed_at };
    return Object.assign(caseSummaryOf(row), {
      referral: await this.details.of(caseId),
      relatedPersons: (await this.relatedPersons.ofCase(caseId)).map(relatedPersonViewOf),
      contactRuleExceptions: await this.contactRules.exceptionsOf(caseId),
      // A case comes of one referral; who was only suggested has not been asked.
      referralCounts: { inbound: 1, onward: connections.filter(({ askedAt }) => askedAt !== null).length },
      waiting: await this.waiting.of(caseId, facts),
      contacts: await this.contactsOf(caseId, row.access_needs),
      connections,
    });
  }

  private async contactsOf(caseId: string, accessNeeds: AccessNeeds | null): Promise<ContactView[]> {
    const contacts = await this.transaction.reader.find(Contact, { where: { caseId }, order: { at: 'ASC', id: 'ASC' } });
    return contacts.map((contact) => contactViewOf(contact, accessNeeds));
  }
}
