import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ForbiddenError, grants, RecordReach, Transaction, type NamedRecord, type Principal } from '#libs/platform';
import { READABLE } from './reading/own-resources.query';
import { SenderDirectory } from './senders/sender-directory.query';
import { SenderNotRegisteredError } from './senders/sender.errors';

// Of a person who was erased nothing is left but the receipt.
const PERSON = `
  SELECT 1 FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.person_id = $1 AND s.organisation_id = $2
  UNION ALL SELECT 1 FROM records_request WHERE kind = 'erasure' AND person_id = $1 AND organisation_id = $2 LIMIT 1`;
const AGREEMENT = `SELECT 1 FROM information_agreement WHERE id = $1`;
const DOUBT = `SELECT 1 FROM identity_doubt WHERE id = $1 AND ($2::boolean OR organisation_id = $3)`;
const TASK = `SELECT 1 FROM referral WHERE id = $1 AND sender_id = $2`;

/** Which records of referral-intake exist for a caller. */
@Injectable()
export class ReferralIntakeReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    agreementId: { what: 'agreement', exists: ({ agreementId }) => this.finds(AGREEMENT, agreementId) },
    doubtId: {
      what: 'identity-doubt',
      exists: ({ doubtId }, { roles, organisationId }) => this.finds(DOUBT, doubtId, String(roles.includes('operator')), organisationId),
    },
    personId: { what: 'person', exists: ({ personId }, caller) => this.finds(PERSON, personId, caller.organisationId) },
    taskId: { what: 'resource', exists: async ({ taskId }, caller) => this.finds(TASK, taskId, await this.senderOf(caller)) },
    type: { what: 'resource', exists: ({ type = '' }, caller) => Promise.resolve(READABLE.includes(type) && mayRead(type, caller)) },
    // What is read is looked up once, by the operation itself.
    id: { what: 'resource', exists: async (_named, caller) => (await this.senderOf(caller)) !== '' },
  };

  constructor(
    private readonly transaction: Transaction,
    private readonly senders: SenderDirectory,
  ) {
    super();
  }

  private async senderOf(caller: Principal): Promise<string> {
    const sender = await this.senders.find(caller);
    if (!sender) throw new SenderNotRegisteredError();
    return sender.id;
  }

  private async finds(sql: string, id: string | undefined, ...whose: readonly string[]): Promise<boolean> {
    return id !== undefined && isUUID(id) && (await this.transaction.read(sql, [id, ...whose])).length > 0;
  }
}

function mayRead(type: string, { scopes }: Principal): boolean {
  if (!scopes.some((scope) => grants(scope, `system/${type}.r`))) throw new ForbiddenError(`The token lacks the scope system/${type}.r.`);
  return true;
}
