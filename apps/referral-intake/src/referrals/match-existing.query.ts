import { Injectable } from '@nestjs/common';
import { canonicalSystem, ID_SYSTEMS, type ReferralTransaction } from '#libs/fhir';
import { Transaction } from '#libs/platform';
import { toReferralTask } from '../reading/referral-task.view';
import type { RegisteredSender } from '../senders/sender.view';
import type { ReceivedReferral } from './received-referral.view';
import { SeveralMatchesError } from './referral.errors';
import { Referral } from './referral.entity';
import { ReferralRepository } from './referral.repository';

/** What of a referral the hub has already. */
export interface Existing {
  /** Ids of entries that are kept already, by their place in the Bundle. */
  readonly ids: ReadonlyMap<number, string>;
  /** Versions of those that `ifNoneExist` found: nothing of such an entry is stored. */
  readonly versions: ReadonlyMap<number, number>;
  readonly nhsNumber?: string;
  readonly personId?: string;
  readonly patientId?: string;
  /** The whole referral was sent before, and its sender asked not to make it twice. */
  readonly referral?: ReceivedReferral;
}

/** Finds what the sender's conditions (`ifNoneExist`) and the person's NHS number refer to, among the sender's own only. */
@Injectable()
export class MatchExistingQuery {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly transaction: Transaction,
  ) {}

  async find(sender: RegisteredSender, sent: ReferralTransaction): Promise<Existing> {
    const senderId = sender.id;
    const { ids, versions } = await this.conditions(senderId, sent);
    const referralId = ids.get(sent.serviceRequest.index);
    if (referralId !== undefined) return { ids, versions, referral: await this.before(referralId, sender, sent) };
    const nhsNumber = sent.patient.resource.identifier?.find(
      ({ system }) => system !== undefined && canonicalSystem(system) === ID_SYSTEMS.nhsNumber,
    )?.value;
    const known = await this.person(senderId, ids.get(sent.patient.index), nhsNumber);
    if (known?.patientId != null) ids.set(sent.patient.index, known.patientId);
    return {
      ids,
      versions,
      ...(nhsNumber === undefined ? {} : { nhsNumber }),
      ...(known === undefined ? {} : { personId: known.personId }),
      ...(known?.patientId == null ? {} : { patientId: known.patientId }),
    };
  }

  private async conditions(senderId: string, sent: ReferralTransaction) {
    const ids = new Map<number, string>();
    const versions = new Map<number, number>();
    for (const { index, resource, ifNoneExist } of sent.entries) {
      if (!ifNoneExist) continue;
      const found = await this.referrals.findByIdentifier(senderId, resource.resourceType, ifNoneExist.system, ifNoneExist.value);
      if (found.length > 1) throw new SeveralMatchesError(index);
      if (!found[0]) continue;
      ids.set(index, found[0].id);
      versions.set(index, found[0].version);
    }
    return { ids, versions };
  }

  private async person(senderId: string, patientId: string | undefined, nhsNumber: string | undefined) {
    if (patientId !== undefined) {
      const personId = await this.referrals.personOf(patientId);
      if (personId !== undefined) return { personId, patientId };
    }
    return nhsNumber === undefined ? undefined : this.referrals.findPerson(senderId, nhsNumber);
  }

  /** The answer to a referral that was received before: the same entries as they stand now, none created. */
  private async before(referralId: string, sender: RegisteredSender, sent: ReferralTransaction): Promise<ReceivedReferral> {
    const referral = await this.transaction.reader.findOneByOrFail(Referral, { id: referralId });
    const rows = await this.transaction.read<{ type: string; id: string; version: number }>(
      `SELECT type, id, version FROM fhir_resource WHERE referral_id = $1 ORDER BY position`,
      [referralId],
    );
    const entries = sent.entries.map(({ resource: { resourceType: type } }) => {
      if (type === 'Task') return { type, id: referralId, version: referral.version, created: false };
      const place = rows.findIndex((row) => row.type === type);
      const [row] = place < 0 ? [] : rows.splice(place, 1);
      return { type, id: row?.id ?? (type === 'Patient' ? referral.patientId : referralId), version: row?.version ?? 1, created: false };
    });
    return { receivedAt: referral.receivedAt, task: toReferralTask(referral, sender), entries };
  }
}
