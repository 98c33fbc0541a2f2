import { Injectable } from '@nestjs/common';
import { canonicalSystem, ID_SYSTEMS, type ReferralTransaction } from '#libs/fhir';
import { Transaction } from '#libs/platform';
import { HearingQuery } from '../progress/hearing.query';
import { toReferralTask } from '../reading/referral-task.view';
import type { RegisteredSender } from '../senders/sender.view';
import type { ReceivedReferral } from './received-referral.view';
import { RepeatDiffersError, SeveralMatchesError } from './referral.errors';
import { Referral } from './referral.entity';
import { ReferralRepository, type Condition } from './referral.repository';

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
    private readonly hearing: HearingQuery,
  ) {}

  async find(sender: RegisteredSender, sent: ReferralTransaction): Promise<Existing> {
    const nhsNumber = nhsNumberOf(sent);
    const known = await this.referrals.findKnown(sender.id, conditionsOf(sent), nhsNumber);
    const ids = new Map<number, string>();
    const versions = new Map<number, number>();
    for (const { index, id, version } of known) {
      if (index === null) continue;
      if (ids.has(index)) throw new SeveralMatchesError(index);
      ids.set(index, id);
      versions.set(index, version);
    }
    const referralId = ids.get(sent.serviceRequest.index);
    if (referralId !== undefined) return { ids, versions, referral: await this.before(referralId, sender, sent, { ids, versions }) };
    const matched = known.find(({ index }) => index === sent.patient.index);
    const person = matched ?? known.find(({ index }) => index === null);
    const patientId = matched?.id ?? person?.patientId ?? undefined;
    if (patientId !== undefined) ids.set(sent.patient.index, patientId);
    return {
      ids,
      versions,
      ...(nhsNumber === undefined ? {} : { nhsNumber }),
      ...(person?.personId == null ? {} : { personId: person.personId }),
      ...(patientId === undefined ? {} : { patientId }),
    };
  }

  /** The answer to a referral that was received before: the same entries as they stand now, none created. Throws when it now has more than was stored. */
  private async before(
    referralId: string,
    sender: RegisteredSender,
    sent: ReferralTransaction,
    { ids, versions }: Pick<Existing, 'ids' | 'versions'>,
  ): Promise<ReceivedReferral> {
    const referral = await this.transaction.reader.findOneByOrFail(Referral, { id: referralId });
    const rows = await this.transaction.read<{ type: string; id: string; version: number }>(
      `SELECT type, id, version FROM fhir_resource WHERE (referral_id = $1 AND NOT added_by_hub) OR (type = 'Patient' AND id = $2) ORDER BY position`,
      [referralId, referral.patientId],
    );
    const entries = sent.entries.map(({ index, resource: { resourceType: type } }) => {
      if (type === 'Task') return { type, id: referralId, version: referral.version, created: false };
      const matched = ids.get(index);
      const place = rows.findIndex((row) => row.type === type && (matched === undefined || row.id === matched));
      const [row] = place < 0 ? [] : rows.splice(place, 1);
      const id = row?.id ?? matched;
      if (id === undefined) throw new RepeatDiffersError(index, type);
      return { type, id, version: row?.version ?? versions.get(index) ?? 1, created: false };
    });
    return { receivedAt: referral.receivedAt, task: toReferralTask(await this.hearing.asHeard(referral), sender), entries };
  }
}

function nhsNumberOf({ patient }: ReferralTransaction): string | undefined {
  return patient.resource.identifier?.find(({ system }) => system !== undefined && canonicalSystem(system) === ID_SYSTEMS.nhsNumber)?.value;
}

function conditionsOf({ entries }: ReferralTransaction): Condition[] {
  return entries.flatMap(({ index, resource, ifNoneExist }) =>
    ifNoneExist ? [{ index, type: resource.resourceType, ...ifNoneExist }] : [],
  );
}
