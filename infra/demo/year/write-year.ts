import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { contractOf } from '#libs/contracts';
import { Action } from '../../../apps/caseload/src/actions/action.entity';
import { Alert } from '../../../apps/caseload/src/alerts/alert.entity';
import { Case } from '../../../apps/caseload/src/cases/case.entity';
import { ConnectionBarrier } from '../../../apps/caseload/src/connections/connection-barrier.entity';
import { ConnectionStatus } from '../../../apps/caseload/src/connections/connection-status.entity';
import { Connection } from '../../../apps/caseload/src/connections/connection.entity';
import { Consent } from '../../../apps/caseload/src/consents/consent.entity';
import { Contact } from '../../../apps/caseload/src/contacts/contact.entity';
import { Need } from '../../../apps/caseload/src/needs/need.entity';
import { Plan } from '../../../apps/caseload/src/plans/plan.entity';
import { Timer } from '../../../apps/caseload/src/timers/timer.entity';
import { UnmetNeed } from '../../../apps/caseload/src/unmet-needs/unmet-need.entity';
import { Episode } from '../../../apps/outcomes/src/episodes/episode.entity';
import { Measurement } from '../../../apps/outcomes/src/measurements/measurement.entity';
import { codesOf } from '../../../apps/pipeline-monitor/src/journeys/codes.rules';
import { Task } from '../../../apps/provider-gateway/src/tasks/task.entity';
import { Connection as SendersConnection } from '../../../apps/referral-intake/src/referrals/connection.entity';
import { Referral } from '../../../apps/referral-intake/src/referrals/referral.entity';
import { referredResources } from './referred-resources';
import type { MadeUpLife } from './scheme-year';
import { senderViewOf } from './sender-view';

type Year = readonly MadeUpLife[];

/** So many rows to a statement: PostgreSQL takes 65,535 values in one. */
const AT_ONCE = 400;

/** caseload: cases and all that belongs to them. */
export async function writeCaseload(manager: EntityManager, year: Year): Promise<void> {
  const lives = year.map(({ life }) => life);
  const all = <T>(of: (life: (typeof lives)[number]) => readonly T[]): T[] => lives.flatMap(of);
  await insert(
    manager,
    Case,
    lives.map((life) => life.case),
  );
  await insert(
    manager,
    Need,
    all(({ needs }) => needs),
  );
  await insert(
    manager,
    Consent,
    all(({ consents }) => consents),
  );
  await insert(
    manager,
    Contact,
    all(({ contacts }) => contacts),
  );
  await insert(
    manager,
    Plan,
    all(({ plans }) => plans),
  );
  await insert(
    manager,
    Connection,
    all(({ connections }) => connections),
  );
  await insert(
    manager,
    ConnectionStatus,
    all(({ statuses }) => statuses),
  );
  await insert(
    manager,
    ConnectionBarrier,
    all(({ barriers }) => barriers),
  );
  await insert(
    manager,
    Action,
    all(({ actions }) => actions),
  );
  await insert(
    manager,
    Alert,
    all(({ alerts }) => alerts),
  );
  await insert(
    manager,
    UnmetNeed,
    year.flatMap(({ unmetNeeds }) => unmetNeeds),
  );
  await insert(
    manager,
    Timer,
    year.flatMap(({ timers }) => timers),
  );
}

/** What each service keeps of the person's words. */
function consentWords(year: Year): object[] {
  return year.flatMap(({ life: { case: found, consents } }) =>
    consents.map(({ id: consent_id, purpose, decision, at, position }) => ({
      ...{ consent_id, purpose, decision, at },
      referral_id: found.referralId,
      sequence: position,
    })),
  );
}

/** referral-intake: what the practices sent, and what they see of it now. */
export async function writeSenders(manager: EntityManager, year: Year): Promise<void> {
  const views = year.map((made) => ({ made, ...senderViewOf(made) }));
  const people = year.map(({ life }) => ({ id: life.referral.personId, nhs_number: life.referral.person?.nhsNumber }));
  await insertRows(manager, 'person', people);
  const ofSender = (made: MadeUpLife) => ({ sender_id: made.life.referral.senderId, referral_id: made.life.referral.referralId });
  const patients = year.map(({ life, patientId }) => ({
    id: patientId,
    sender_id: life.referral.senderId,
    person_id: life.referral.personId,
  }));
  await insertRows(manager, 'patient', patients);
  await insert(
    manager,
    Referral,
    views.map(({ referral }) => referral),
  );
  await insert(
    manager,
    SendersConnection,
    views.flatMap(({ connections }) => connections),
  );
  const resources = views.flatMap(({ made, referral, observations }) => [
    ...referredResources(made).map((content, position) => ({
      content,
      at: referral.receivedAt,
      position,
      added_by_hub: false,
      ...ofSender(made),
    })),
    ...observations.map(({ resource, at }) => ({ content: resource, at, position: 0, added_by_hub: true, ...ofSender(made) })),
  ]);
  const rows = resources.map(({ at, ...row }) => ({
    ...row,
    type: row.content.resourceType,
    id: row.content.id,
    version: 1,
    last_updated: at,
  }));
  await insertRows(manager, 'fhir_resource', rows);
  await insertRows(manager, 'consent_word', consentWords(year));
}

/** provider-gateway: what the charities were asked. */
export async function writeProviders(manager: EntityManager, year: Year): Promise<void> {
  await insertRows(manager, 'consent_word', consentWords(year));
  await insert(
    manager,
    Task,
    year.flatMap(({ life }) => life.tasks),
  );
}

/** outcomes: each person's time with the scheme, and what they answered. */
export async function writeOutcomes(manager: EntityManager, year: Year): Promise<void> {
  const episodes = year.map(({ life }) => {
    const { referralId, schemeId, organisationId, openedAt, closedAt, closureReason } = life.case;
    const told = { referralId, schemeId, organisationId, openedAt, closedAt, closureReason, personId: life.referral.personId ?? null };
    return Object.assign(new Episode(), told, { evaluationGiven: life.consents.some(({ purpose }) => purpose === 'evaluation') });
  });
  await insert(manager, Episode, episodes);
  await insertRows(manager, 'consent_word', consentWords(year));
  await insert(
    manager,
    Measurement,
    year.flatMap(({ life }) => life.measurements),
  );
}

/** pipeline-monitor: every event as it would have heard it. */
export async function writeMonitor(manager: EntityManager, year: Year): Promise<void> {
  const journeys = year.map(({ life: { dice, referral, told } }) => {
    const [correlation_id, { referralId, reference, organisationId }] = [dice.uuid(), referral];
    const told_at = told.map(({ at }) => at);
    const span = { first_step_at: told_at[0], last_step_at: told_at.at(-1) };
    const journey = { referral_id: referralId, reference, organisation_id: organisationId, correlation_id, ...span };
    const steps = told.map(({ at, event }, sequence) => {
      const { type, producer: source, topic } = contractOf(event);
      const heard = { event_id: dice.uuid(), sequence, correlation_id, at, recorded_at: at, codes: codesOf(event) };
      return { subject: referralId, type, source, topic, ...heard };
    });
    return { journey, steps };
  });
  await insertRows(
    manager,
    'journey',
    journeys.map(({ journey }) => journey),
  );
  await insertRows(
    manager,
    'step',
    journeys.flatMap(({ steps }) => steps),
  );
}

async function insert<T extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<T>, rows: readonly T[]): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows.slice(from, from + AT_ONCE))
      .updateEntity(false)
      .execute();
}

/** Into a table that has no entity; rows are named as its columns are. */
async function insertRows(manager: EntityManager, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await manager.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}
