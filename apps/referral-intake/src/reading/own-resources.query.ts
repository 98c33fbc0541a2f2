import { Injectable } from '@nestjs/common';
import type { Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { contactProhibitions, HUB_ORGANISATION, organization, schemeHealthcareService } from '#libs/fhir';
import { Transaction } from '#libs/platform';
import { HearingQuery } from '../progress/hearing.query';
import { Connection } from '../referrals/connection.entity';
import { Referral } from '../referrals/referral.entity';
import type { RegisteredSender } from '../senders/sender.view';
import { toConnectionResources, toReferralTask } from './referral-task.view';

/** The types that a sender reads. */
export const READABLE: readonly string[] = ['ServiceRequest', 'Task', 'Patient', 'Observation', 'Organization', 'HealthcareService'];

/** A resource with `meta.versionId` and `meta.lastUpdated`, where it has versions. */
export type Found = Resource & { id: string };

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const STORED_TYPES: ReadonlySet<string> = new Set(['ServiceRequest', 'Patient', 'Observation']);

/** What one sender may read: only what it sent, and what the hub has added to that. Anything else does not exist for it. */
@Injectable()
export class OwnResourcesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly hearing: HearingQuery,
  ) {}

  async read(type: string, id: string, sender: RegisteredSender): Promise<Found | undefined> {
    if (type === 'Organization') return this.organization(id, sender);
    if (!UUID.test(id)) return undefined;
    if (type === 'HealthcareService') return this.services(sender).find((service) => service.id === id);
    if (type === 'Task') return (await this.tasks('id', id, sender))[0];
    if (!STORED_TYPES.has(type)) return undefined;
    return (await this.stored(type, id, sender)) ?? (type === 'ServiceRequest' ? this.fillerOrder(id, sender) : undefined);
  }

  /** The schemes open to the sender, as the HealthcareServices it may address. */
  services(sender: RegisteredSender): Found[] {
    return sender.schemes.map((scheme) => schemeHealthcareService(scheme) as Found);
  }

  /** Tasks by their own id, by the Task they are part of, or by the ServiceRequest they are based on. */
  async tasks(by: 'id' | 'part-of' | 'based-on', id: string, sender: RegisteredSender): Promise<(Task & { id: string })[]> {
    if (!UUID.test(id)) return [];
    const { reader } = this.transaction;
    const tasks: (Task | undefined)[] = [];
    // A referral's Task has the id of its ServiceRequest, and is part of nothing.
    const referral = by === 'part-of' ? null : await reader.findOneBy(Referral, { id, senderId: sender.id });
    if (referral) tasks.push(toReferralTask(await this.hearing.asHeard(referral), sender));
    const where = { id: { taskId: id }, 'part-of': { referralId: id }, 'based-on': { id } }[by];
    const connections = await reader.find(Connection, { where, order: { requestedAt: 'ASC', id: 'ASC' } });
    for (const connection of connections) tasks.push((await this.connectionResources(connection, sender))?.task);
    return tasks.filter((task): task is Task & { id: string } => task?.id !== undefined);
  }

  private async fillerOrder(id: string, sender: RegisteredSender): Promise<Found | undefined> {
    const connection = await this.transaction.reader.findOneBy(Connection, { id });
    return connection ? ((await this.connectionResources(connection, sender))?.serviceRequest as Found | undefined) : undefined;
  }

  private async connectionResources(connection: Connection, sender: RegisteredSender) {
    const referral = await this.transaction.reader.findOneBy(Referral, { id: connection.referralId, senderId: sender.id });
    if (!referral || (await this.hearing.withheldBecause(referral)) !== null) return undefined;
    const request = (await this.stored('ServiceRequest', referral.id, sender)) as ServiceRequest | undefined;
    return toConnectionResources(connection, referral, request ? contactProhibitions(request) : []);
  }

  private async stored(type: string, id: string, sender: RegisteredSender): Promise<Found | undefined> {
    const [row] = await this.transaction.read<{ content: Found; version: number; last_updated: Date; added_to: string | null }>(
      `SELECT content, version, last_updated, CASE WHEN added_by_hub THEN referral_id END AS added_to
       FROM fhir_resource WHERE type = $1 AND id = $2 AND sender_id = $3`,
      [type, id, sender.id],
    );
    if (!row || (row.added_to !== null && !(await this.isHeard(row.added_to)))) return undefined;
    return { ...row.content, meta: { ...row.content.meta, versionId: String(row.version), lastUpdated: row.last_updated.toISOString() } };
  }

  private async isHeard(referralId: string): Promise<boolean> {
    const referral = await this.transaction.reader.findOneBy(Referral, { id: referralId });
    return referral !== null && (await this.hearing.withheldBecause(referral)) === null;
  }

  private organization(id: string, sender: RegisteredSender): Found | undefined {
    if (`Organization/${id}` === HUB_ORGANISATION) return organization({ id, name: 'Social prescribing hub' }) as Found;
    return id === sender.id ? (organization(sender) as Found) : undefined;
  }
}
