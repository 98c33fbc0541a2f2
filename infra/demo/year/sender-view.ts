import {
  CaseAllocated,
  CaseClosed,
  CaseOpened,
  ConnectionProgressed,
  ContactRecorded,
  MeasurementRecorded,
  PlanAgreed,
} from '#libs/contracts';
import { ONS4_ITEMS, ons4Observations, PROGRESS_OF_CLOSURE, type Ons4Item } from '#libs/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { closingOutputs } from '../../../apps/referral-intake/src/progress/closing-outputs.rules';
import { Connection } from '../../../apps/referral-intake/src/referrals/connection.entity';
import { Referral } from '../../../apps/referral-intake/src/referrals/referral.entity';
import type { MadeUpLife } from './scheme-year';

/** What referral-intake keeps of a referral for its sender. */
export interface SenderView {
  readonly referral: Referral;
  readonly connections: readonly Connection[];
  /** That the hub has added. */
  readonly observations: readonly { readonly resource: Resource; readonly at: Date }[];
}

/** Hears what the others told, in order, as referral-intake does. */
export function senderViewOf({ life, patientId }: MadeUpLife): SenderView {
  const { referralId: id, reference, senderId, schemeId, personId, priority, needs, receivedAt } = life.referral;
  const at = new Date(receivedAt);
  const told = { id, reference, senderId, schemeId, personId, patientId, priority, needs, receivedAt: at };
  const asReceived = { progress: 'received', referredBackFrom: null, referBacksWaiting: 0, reason: null, respondBy: null, outputs: [] };
  const referral = Object.assign(new Referral(), { ...told, ...asReceived, taskIdentifiers: [], version: 1, lastModified: at });
  const connections = new Map<string, Connection>();
  const observations: { resource: Resource; at: Date }[] = [];
  for (const { event, at: toldAt } of life.told) {
    if (event instanceof ConnectionProgressed) followConnection(connections, referral, event);
    else if (event instanceof MeasurementRecorded) observations.push(...observed(life.dice, referral, event, toldAt));
    else if (event instanceof CaseClosed)
      referral.close(PROGRESS_OF_CLOSURE[event.reason], toldAt, closingOutputs([...connections.values()]));
    else follow(referral, event);
  }
  return { referral, connections: [...connections.values()], observations };
}

function follow(referral: Referral, event: object): void {
  if (event instanceof CaseOpened) referral.advance('waiting-for-worker', new Date(event.openedAt), new Date(event.allocateBy));
  if (event instanceof CaseAllocated) referral.advance('allocated', new Date(event.allocatedAt), new Date(event.contactBy));
  if (event instanceof ContactRecorded && event.kept && event.first) referral.advance('contacted', new Date(event.at));
  if (event instanceof PlanAgreed) referral.advance('plan-agreed', new Date(event.agreedAt));
}

function followConnection(connections: Map<string, Connection>, referral: Referral, told: ConnectionProgressed): void {
  const connection = connections.get(told.connectionId) ?? Connection.from(told);
  connection.follow(told);
  connections.set(connection.id, connection);
  if (connection.everAttended) referral.advance('connected', new Date(told.at));
}

function observed(dice: { uuid(): string }, referral: Referral, told: MeasurementRecorded, at: Date) {
  const { referralId, stage, takenAt, answers } = told;
  if (!answers) return [];
  const ids = Object.fromEntries(ONS4_ITEMS.map((item) => [item, dice.uuid()])) as Record<Ons4Item, string>;
  const { patientId } = referral;
  const taking = { referralId, patientId, ids, version: 1, takenAt, recordedAt: at.toISOString(), stage, answers };
  referral.addOutputs(
    ONS4_ITEMS.map((item) => ({ kind: 'content' as const, type: 'Observation' as const, id: ids[item] })),
    at,
  );
  return ons4Observations(taking).map((resource) => ({ resource, at }));
}
