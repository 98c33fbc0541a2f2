import { Injectable } from '@nestjs/common';
import { InvalidRequestError } from '#libs/contracts';
import { AuditService, fittingOrganisation, Transaction, TrustList, type Principal } from '#libs/platform';
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
      await this.audit.record({ by, action: 'register', entity: 'Sender', entityId: id });
    });
    this.senders.forget();
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
