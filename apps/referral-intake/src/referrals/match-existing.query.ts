import { Injectable } from '@nestjs/common';
import type { Patient } from '@medplum/fhirtypes';
import { canonicalSystem, identityOf, ID_SYSTEMS, type ReferralTransaction } from '#libs/fhir';
import { Transaction } from '#libs/platform';
import { HearingQuery } from '../progress/hearing.query';
import { toReferralTask } from '../reading/referral-task.view';
import type { RegisteredSender } from '../senders/sender.view';
import type { ReceivedReferral } from './received-referral.view';
import { ReferralIntakeConfig } from '../referral-intake.config';
import { AnotherPersonError, RepeatDiffersError, SeveralMatchesError } from './referral.errors';
import { Referral } from './referral.entity';
import { tellsWho } from './telling-number.rules';
import { ReferralRepository, type Condition, type Known } from './referral.repository';

/** What of a referral the hub has already. */
export interface Existing {
  /** Ids of entries that are kept already, by their place in the Bundle. */
  readonly ids: ReadonlyMap<number, string>;
  /** Versions of those that `ifNoneExist` found: nothing of such an entry is stored. */
  readonly versions: ReadonlyMap<number, number>;
  readonly nhsNumber?: string;
  /** Surname and birth date, as they must agree beside the number; absent where they cannot, or where the number is one for tests. */
  readonly identity?: string;
  /** Persons with the same NHS number and another surname or birth date: somebody must look at it (GV-06). */
  readonly doubtful?: readonly string[];
  /** The sender has a Patient with the NHS number of its condition who is somebody else: a further Patient has it. */
  readonly isNumberOfAnother?: boolean;
  readonly personId?: string;
  readonly patientId?: string;
  /** The whole referral was sent before, and its sender asked not to make it twice. */
  readonly referral?: ReceivedReferral;
}

/**
 * Finds what the sender's conditions (`ifNoneExist`) refer to, among the sender's own only, and who the person is: the one with the same NHS
 * number, surname and birth date. No number alone decides who somebody is.
 */
@Injectable()
export class MatchExistingQuery {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly transaction: Transaction,
    private readonly hearing: HearingQuery,
    private readonly config: ReferralIntakeConfig,
  ) {}

  async find(sender: RegisteredSender, sent: ReferralTransaction): Promise<Existing> {
    const nhsNumber = nhsNumberOf(sent);
    const found = await this.referrals.findKnown(sender.id, conditionsOf(sent), nhsNumber);
    const known = found.filter((each) => !isOtherOfNumber(each, sent));
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
    if (matched) refuseAnotherPerson(matched, nhsNumber, sent);
    const tells = tellsWho(nhsNumber, this.config);
    const identity = tells ? identityOf(sent.patient.resource) : undefined;
    const sameNumber = tells ? known.filter(({ index }) => index === null) : [];
    const agreeing = sameNumber.filter(({ patient }) => identity !== undefined && patient !== null && identityOf(patient) === identity);
    const person = matched ?? agreeing[0];
    const doubtful = person ? [] : sameNumber.flatMap(({ personId }) => personId ?? []);
    const patientId = matched?.id ?? person?.patientId ?? undefined;
    if (patientId !== undefined) ids.set(sent.patient.index, patientId);
    return {
      ids,
      versions,
      ...(nhsNumber === undefined ? {} : { nhsNumber }),
      ...(identity === undefined ? {} : { identity }),
      doubtful,
      isNumberOfAnother: known.length < found.length,
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

/** A Patient found by the NHS number alone, with another surname or birth date: not the one that is sent. */
function isOtherOfNumber({ index, patient }: Known, { patient: sent }: ReferralTransaction): boolean {
  if (index !== sent.index || sent.ifNoneExist?.system !== ID_SYSTEMS.nhsNumber) return false;
  return patient === null || asSent(patient) !== asSent(sent.resource);
}

/** Where surname or birth date is lacking, only the very same words are the same Patient. */
const asSent = (patient: Patient): string => identityOf(patient) ?? JSON.stringify([patient.name, patient.birthDate]);

/** A condition found the sender's own Patient by a local identifier, and what is sent now has another NHS number or birth date: somebody else. */
function refuseAnotherPerson(
  { nhsNumber: held, patient }: Known,
  nhsNumber: string | undefined,
  { patient: sent }: ReferralTransaction,
): void {
  const birthDate = sent.resource.birthDate;
  const isOtherNumber = held !== null && nhsNumber !== undefined && held !== nhsNumber;
  const isOtherBirth = birthDate !== undefined && patient?.birthDate !== undefined && birthDate !== patient.birthDate;
  if (isOtherNumber || isOtherBirth) throw new AnotherPersonError(sent.index);
}

function nhsNumberOf({ patient }: ReferralTransaction): string | undefined {
  return patient.resource.identifier?.find(({ system }) => system !== undefined && canonicalSystem(system) === ID_SYSTEMS.nhsNumber)?.value;
}

function conditionsOf({ entries }: ReferralTransaction): Condition[] {
  return entries.flatMap(({ index, resource, ifNoneExist }) =>
    ifNoneExist ? [{ index, type: resource.resourceType, ...ifNoneExist }] : [],
  );
}
