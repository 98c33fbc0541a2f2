import { randomUUID } from 'node:crypto';
import { DatabaseClient } from '#libs/platform';
import { eventually } from '#libs/testing';
import { Api } from '../../../../infra/demo/api';
import { referralBundle } from '../../../../infra/demo/referral';
import type { RunningHub } from '../running-hub';
import type { Tokens } from './callers';

/** Where the id of each record stands that was made: service, and SQL that gets the case's or the referral's id. */
const FOUND: Readonly<Record<string, readonly [service: string, sql: string]>> = {
  absenceId: ['caseload', 'SELECT id FROM absence LIMIT 1'],
  actionId: ['caseload', 'SELECT id FROM action WHERE case_id = $1 LIMIT 1'],
  barrierId: ['caseload', 'SELECT b.id FROM connection_barrier b JOIN connection c ON c.id = b.connection_id WHERE c.case_id = $1 LIMIT 1'],
  blockerId: ['caseload', 'SELECT id FROM case_blocker WHERE case_id = $1 LIMIT 1'],
  callBackId: ['caseload', 'SELECT id FROM call_back WHERE case_id = $1 LIMIT 1'],
  connectionId: ['caseload', 'SELECT id FROM connection WHERE case_id = $1 LIMIT 1'],
  contactId: ['caseload', 'SELECT id FROM planned_contact WHERE case_id = $1 LIMIT 1'],
  employmentId: ['caseload', 'SELECT id FROM employment LIMIT 1'],
  handOverId: ['caseload', 'SELECT id FROM hand_over WHERE case_id = $1 LIMIT 1'],
  moveId: ['caseload', 'SELECT id FROM case_move WHERE case_id = $1 LIMIT 1'],
  needId: ['caseload', 'SELECT id FROM case_need WHERE case_id = $1 LIMIT 1'],
  reallocationId: ['caseload', 'SELECT id FROM reallocation LIMIT 1'],
  referBackId: ['caseload', 'SELECT id FROM refer_back WHERE case_id = $1 LIMIT 1'],
  relatedPersonId: ['caseload', 'SELECT id FROM related_person WHERE case_id = $1 LIMIT 1'],
  riskId: ['caseload', 'SELECT id FROM case_risk WHERE case_id = $1 LIMIT 1'],
  settingId: ['caseload', 'SELECT id FROM case_avoid_setting WHERE case_id = $1 LIMIT 1'],
  signpostingId: ['caseload', 'SELECT id FROM signposting LIMIT 1'],
  personId: ['referral-intake', 'SELECT person_id AS id FROM referral WHERE id = $1'],
  Patient: ['referral-intake', `SELECT id FROM fhir_resource WHERE type = 'Patient' LIMIT 1`],
  Observation: ['referral-intake', `SELECT id FROM fhir_resource WHERE type = 'Observation' LIMIT 1`],
  doubtId: [
    'referral-intake',
    `INSERT INTO identity_doubt (id, organisation_id, referral_id, person_id, other_person_id, found_at)
     SELECT gen_random_uuid(), s.organisation_id, r.id, r.person_id, gen_random_uuid(), now()
     FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.id = $1 RETURNING id`,
  ],
  taskId: ['provider-gateway', 'SELECT id FROM task LIMIT 1'],
  deliveryId: ['provider-gateway', 'SELECT id FROM delivery LIMIT 1'],
  endpointId: ['provider-gateway', 'SELECT id FROM endpoint LIMIT 1'],
};

/** Ids of workers of the hub's own scheme, and of its other scheme. */
export interface Workers {
  readonly own: string;
  readonly colleague: string;
  readonly otherScheme: string;
}

/**
 * One referral of the practice with a case on which everything has happened that an address can name, by the hub's own doors. Answers
 * what fills the parameters of paths and queries.
 */
export async function makeRecords(hub: RunningHub, tokens: Tokens, workers: Workers): Promise<Record<string, string>> {
  const schemes = { own: hub.world.schemeId, other: workers.otherScheme };
  const { hub: organisation, practice, charity } = tokens.organisations;
  const supervisor = new Api(hub.url, () => tokens.person('hub', ['supervisor', 'administrator', 'operator'], organisation.linkWorker));
  const worker = new Api(hub.url, () => tokens.person('hub', ['link-worker'], organisation.linkWorker));
  const scopes = ['system/Patient.crs', 'system/ServiceRequest.crus', 'system/Task.crus', 'system/Observation.crs'];
  const gp = new Api(hub.url, () => tokens.system('practice', scopes), { 'content-type': 'application/fhir+json' });

  const { body } = await gp.post<{ entry: { response: { location: string } }[] }>('/fhir/R4', referralBundle(randomUUID()));
  const referralId = body.entry[1]?.response.location.split('/')[1] ?? '';
  const caseId = await eventually(async () => {
    const cases = await supervisor.all<{ id: string; referralId: string }>('/api/caseload/cases?limit=100');
    const found = cases.find((each) => each.referralId === referralId);
    if (!found) throw new Error('The referral has no case yet');
    return found.id;
  });
  const at = (path: string) => `/api/caseload/cases/${caseId}/${path}`;
  const now = new Date(Date.now() - 60_000).toISOString();
  await supervisor.post(at('move'), { schemeId: schemes.other, reason: 'Has moved house' });
  await supervisor.post(at('move'), { schemeId: schemes.own, reason: 'Has moved back' });
  await supervisor.post(at('allocate'), { workerId: workers.own });
  await supervisor.post(`/api/caseload/workers/${workers.own}/reallocate`, { to: [workers.colleague], reason: 'Is away' });
  await supervisor.post(at('allocate'), { workerId: workers.own });
  for (const purpose of ['support', 'share-with-referrer'])
    await worker.post(at('consents'), { purpose, decision: 'given', howGiven: 'spoken', byWhom: 'person' });
  await worker.post(at('contacts'), { mode: 'phone', outcome: 'kept', at: inDays(0) });
  await worker.post(at('contacts/planned'), { mode: 'phone', at: inDays(9) });
  await worker.post(at('actions'), { title: 'Ask the library', dueAt: inDays(8) });
  await worker.post(at('needs'), { code: 'debt' });
  await worker.post(at('related-persons'), { name: 'Ngozi Okafor', relationship: 'carer' });
  await worker.post(at('avoid-settings'), { setting: 'group' });
  await worker.post(at('call-backs'), { from: inDays(8), until: inDays(9), reason: 'Wants to know' });
  await worker.post(at('plans'), { goals: [{ text: 'Sing once.' }] });
  const connection = await worker.post<{ id: string }>(at('connections'), {
    serviceId: hub.world.serviceId,
    levelOfSupport: 'introduced',
    needs: ['loneliness'],
    consentToShare: true,
  });
  await worker.post(at(`connections/${connection.body.id}/barriers`), { code: 'transport' });
  await worker.post(at('risks'), { code: 'risk-to-self', active: true });
  await worker.post(at('refer-backs'), { kind: 'crisis', reason: 'risk-to-self', to: 'practice' });
  await worker.post(at('my-link'));
  await worker.post('/api/caseload/signposting', { schemeId: schemes.own, need: 'loneliness', area: 'LS6', minutes: 10 });
  await worker.post(at('hand-overs'), { toWorkerId: workers.colleague });
  await worker.post(at('blockers'), { blocker: 'assessment', owner: 'Therapy team', expectedBy: inDays(30).slice(0, 10) });
  const worked = `/api/caseload/workers/${workers.own}`;
  await supervisor.post(`${worked}/employments`, {
    title: 'care navigator',
    role: 'link-worker',
    employerId: organisation.id,
    employerName: 'North Quay',
    hostId: organisation.id,
    hostName: 'North Quay',
    wte: 1,
    validFrom: '2026-01-01',
  });
  await supervisor.post(`${worked}/absences`, {
    from: '2035-08-01',
    until: '2035-08-02',
    coverWorkerId: workers.colleague,
    reason: 'leave',
  });
  await worker.post('/api/outcomes/measurements', {
    referralId,
    instrument: 'ons4',
    stage: 'baseline',
    source: 'self-report',
    takenAt: now,
    answers: { satisfied: 4, worthwhile: 5, happy: 3, anxious: 7 },
  });
  const agreement = await supervisor.post<{ id: string }>('/api/referral-intake/agreements', {
    organisationId: practice.id,
    schemeId: schemes.own,
    purposes: ['read-agreed-plan'],
    from: '2026-01-01T00:00:00.000Z',
  });
  const accounts = await supervisor.all<{ id: string; roles: string[]; organisationId: string }>('/api/identity/accounts');
  const account = accounts.find(({ organisationId, roles }) => organisationId === organisation.id && roles.includes('evaluator'));
  const records: Record<string, string> = {
    caseId,
    referralId,
    agreementId: agreement.body.id,
    accountId: account?.id ?? '',
    clientId: practice.clientId,
    organisationId: charity.id,
    providerId: charity.id,
    serviceId: hub.world.serviceId,
    schemeId: schemes.own,
    workerId: workers.own,
    version: '1',
    key: 'what-happens-next.text',
    language: 'en',
    Task: referralId,
    _id: referralId,
    ServiceRequest: referralId,
    Organization: practice.id,
    HealthcareService: schemes.own,
  };
  for (const [name, [service, sql]] of Object.entries(FOUND)) {
    const client = new DatabaseClient({ connectionString: hub.databases[settingOf(service)] });
    await client.connect();
    try {
      records[name] = await eventually(async () => {
        const { rows } = await client.query<{ id: string }>(sql, sql.includes('$1') ? [service === 'caseload' ? caseId : referralId] : []);
        if (!rows[0]) throw new Error(`There is no ${name}`);
        return rows[0].id;
      });
    } finally {
      await client.end();
    }
  }
  return records;
}

function settingOf(service: string): string {
  return `${service.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
