import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidRequestError } from '#libs/contracts';
import { AuditService, Clock, fittingOrganisation, Transaction, TrustList, type Principal } from '#libs/platform';
import { Agreement } from '../agreements/agreement.entity';
import { KeepAgreementService } from '../agreements/keep-agreement.service';
import type { RegisterSenderDto } from './sender.dto';
import { SenderDirectory } from './sender-directory.query';
import { ClientAlreadyActsForAnotherError, ClientOfAnotherOrganisationError, SenderNotItsOrganisationError } from './sender.errors';
import { Sender } from './sender.entity';

const SENDER_KINDS = ['practice', 'agency', 'hub'] as const;

/** Registers an organisation that may refer, the clients that act for it and the schemes it may refer to. Registering again replaces. */
@Injectable()
export class RegisterSenderService {
  constructor(
    private readonly transaction: Transaction,
    private readonly senders: SenderDirectory,
    private readonly audit: AuditService,
    private readonly trust: TrustList,
    private readonly keepAgreement: KeepAgreementService,
    private readonly clock: Clock,
  ) {}

  async execute(wanted: RegisterSenderDto, by: Principal): Promise<void> {
    const { clientIds, schemeIds } = wanted;
    const id = wanted.organisationId.toLowerCase();
    const { odsCode = wanted.odsCode ?? null } = await fittingOrganisation(this.trust, id, SENDER_KINDS, '/organisationId');
    if (wanted.odsCode !== undefined && wanted.odsCode !== odsCode) throw new SenderNotItsOrganisationError();
    await this.refuseForeignClients(clientIds, id);
    await this.transaction.run(async () => {
      await this.refuseUnknownSchemes(schemeIds);
      await this.transaction.manager.upsert(Sender, { id, name: wanted.name, odsCode }, ['id']);
      const others = await this.transaction.query(`SELECT 1 FROM sender_client WHERE client_id = ANY($1) AND sender_id <> $2`, [
        clientIds,
        id,
      ]);
      if (others.length > 0) throw new ClientAlreadyActsForAnotherError();
      await this.transaction.query(`DELETE FROM sender_client WHERE sender_id = $1`, [id]);
      await this.transaction.query(`INSERT INTO sender_client (client_id, sender_id) SELECT DISTINCT unnest($1::text[]), $2::uuid`, [
        clientIds,
        id,
      ]);
      await this.transaction.query(`DELETE FROM agreement WHERE sender_id = $1`, [id]);
      await this.transaction.query(`INSERT INTO agreement (sender_id, scheme_id) SELECT DISTINCT $1::uuid, unnest($2::uuid[])`, [
        id,
        schemeIds,
      ]);
      await this.letHear(id, schemeIds, by);
      await this.audit.record({ by, action: 'register', entity: 'Sender', entityId: id });
    });
    this.senders.forget();
  }

  /**
   * Who may refer to another organisation's scheme hears how their referrals go: that is an agreement too (ID-01), made here once. One that was
   * ended is not made again by registering again.
   */
  private async letHear(id: string, schemeIds: readonly string[], by: Principal): Promise<void> {
    const schemes = await this.transaction.query<{ id: string; organisationId: string }>(
      `SELECT s.id, s.organisation_id AS "organisationId" FROM scheme s WHERE s.id = ANY($2) AND s.organisation_id <> $1 AND NOT EXISTS (
         SELECT 1 FROM information_agreement a WHERE a.scheme_id = s.id AND a.party_id = $1 AND 'hear-progress' = ANY(a.purposes))`,
      [id, schemeIds],
    );
    for (const { id: schemeId, organisationId } of schemes) {
      const facts = {
        schemeId,
        organisationId,
        partyId: id,
        purposes: ['hear-progress' as const],
        validFrom: this.clock.now(),
        validUntil: null,
      };
      await this.keepAgreement.execute(Agreement.make({ id: randomUUID(), ...facts }), by);
    }
  }

  /** A client that is not registered yet may be named; its token will say whose it is. */
  private async refuseForeignClients(clientIds: readonly string[], organisationId: string): Promise<void> {
    const owners = await Promise.all(clientIds.map((clientId) => this.trust.organisationOfClient(clientId)));
    const problems = owners.flatMap((owner, index) =>
      owner === undefined || owner === organisationId
        ? []
        : [
            {
              pointer: `/clientIds/${String(index)}`,
              code: 'client-of-another',
              detail: 'The client belongs to another organisation: name one of the sender’s own.',
            },
          ],
    );
    if (problems.length > 0) throw new ClientOfAnotherOrganisationError(problems);
  }

  private async refuseUnknownSchemes(schemeIds: readonly string[]): Promise<void> {
    const known = new Set(
      (await this.transaction.query<{ id: string }>(`SELECT id FROM scheme WHERE id = ANY($1)`, [schemeIds])).map(({ id }) => id),
    );
    const problems = schemeIds.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: `/schemeIds/${String(index)}`, code: 'unknown-scheme', detail: 'No scheme has this id.' }],
    );
    if (problems.length > 0) throw new InvalidRequestError(problems);
  }
}
