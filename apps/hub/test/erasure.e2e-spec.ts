import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import type { Bundle, Patient } from '@medplum/fhirtypes';
import { DatabaseClient } from '#libs/platform';
import { EmbeddedBus } from '#libs/messaging';
import { eventually } from '#libs/testing';
import { type Api, type UnexpectedAnswerError } from '../../../infra/demo/api';
import { JOURNEY, newJourney } from '../../../infra/demo/journey';
import { referralBundle } from '../../../infra/demo/referral';
import { apiOf } from '../../../infra/demo/world';
import { startEmbeddedHub, type RunningHub } from './running-hub';
import { placesOf } from './stored-words';

interface Receipt {
  readonly complete: boolean;
  readonly alreadyErased: boolean;
  readonly waitingFor: string[];
  readonly services: { service: string; done: { kind: string; count: number }[]; kept: { kind: string; count: number; why: string }[] }[];
}

interface Found {
  readonly items: { personId: string; held: boolean; referrals: { id: string; closed: boolean }[] }[];
}

/** What the journey says of the person, and what is added to it here. */
const REFERRED = [
  'Okafor',
  'Ruth',
  '9000000009',
  '07700 900123',
  'ruth.okafor@example.org',
  '1951-03-09',
  '1 Example Street',
  'Exampleton',
  'ZZ99 3VZ',
  'her husband died',
];
const WRITTEN = [
  'Misses company since the move',
  'be among people again',
  'walk to the harbour',
  'My sister rings',
  'Sing in front of people once',
  'which bus goes there',
  'The number 5 goes there',
  'Used to have an allotment',
  'sing with others again',
  'she cannot go on',
  'Owes the water company',
  'Dizzy in the mornings',
  'A grandson takes the pension',
  'Waits for the council to mend the ramp',
  'Cannot bear the chapel since the funeral',
  'Hears badly on the left',
  'Nobody rang me on Tuesday',
  'No bus before noon',
  'Wilhelmina Drax',
  '07700 900777',
];

/** What carries messages and keeps a service going, and who belongs to which organisation and scheme. */
const OF_EVERY_SERVICE = [
  ...['migrations', 'release', 'call_count', 'idempotency_key', 'inbox', 'outbox', 'outbox_subject', 'parked_message', 'parked_subject'],
  ...['message_act', 'erased_subject', 'agreement_copy', 'scheme_copy', 'service_copy', 'reach_agreement', 'reach_worker'],
];
/** A new table stands here, with good reason, or in the copy: else the copy is not all that is held. */
const SAYS_NOTHING_OF_A_PERSON: Readonly<Record<string, readonly string[]>> = {
  caseload: [
    ...['worker', 'absence', 'employment', 'reallocation', 'remote_mode', 'scheme_settings', 'text_override', 'invariant_run'],
    // Checks, and secrets, of what is copied; when something falls due stands with the thing itself.
    ...['invariant_exception', 'plan_seal', 'my_session', 'timer'],
  ],
  outcomes: [],
  'provider-gateway': ['provider', 'service', 'endpoint', 'delivery_lane'],
  'referral-intake': [
    ...['scheme', 'sender', 'sender_client', 'agreement', 'information_agreement'],
    // What was asked of the records, by whom and why: the organisation's own account of itself.
    ...['legal_hold', 'records_request', 'records_answer'],
  ],
};

const CLOSING = JOURNEY.findIndex(({ title }) => title.startsWith('the case is closed'));

/** The whole of it: a person whom the hub has come to know well, and nobody knows any more afterwards. */
describe('a person who asks what is held of them, and to be erased (GV-08)', () => {
  let hub: RunningHub;
  let officer: Api;
  let personId: string;
  let myPath: string;
  let otherCase: string;
  const journey = newJourney();
  /** Kinds of record in the copy that the person was given: `caseload contact`. */
  const copied: string[] = [];
  const other = newJourney();
  beforeAll(async () => {
    hub = await startEmbeddedHub();
    officer = apiOf(hub.demo, 'privacy-officer');
  }, 600_000);
  afterAll(() => hub.close());

  const persons = '/api/referral-intake/persons';
  const refusal = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'done',
      (error: unknown) => (error as UnexpectedAnswerError).message,
    );
  const query = async <Row extends object>(service: string, sql: string): Promise<Row[]> => {
    const client = new DatabaseClient(hub.databases[`${service}_DATABASE_URL`] ?? '');
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const counts = async () => ({
    episodes: (await query(`OUTCOMES`, `SELECT 1 FROM episode`)).length,
    answers: await query(
      `OUTCOMES`,
      `SELECT instrument, stage, satisfied, worthwhile, happy, anxious FROM measurement ORDER BY stage, satisfied`,
    ),
    gaps: await query(`CASELOAD`, `SELECT need, area, reason FROM unmet_need ORDER BY need, reason`),
  });

  it('is known all over the hub before: by name, number, address and every word that was written of them', async () => {
    for (const step of JOURNEY.slice(0, CLOSING)) await step.run(hub.world, journey);
    const { linkWorker } = hub.world;
    const cases = `/api/caseload/cases/${journey.caseId}`;
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await linkWorker.post(`${cases}/needs`, { code: 'debt', note: 'Owes the water company.' });
    await linkWorker.post(`${cases}/clinical-care`, { stage: 'intake', answer: 'in-place', note: 'Dizzy in the mornings.' });
    await linkWorker.post(`${cases}/safeguarding-concerns`, { category: 'financial', detail: 'A grandson takes the pension.' });
    await linkWorker.post(`${cases}/avoid-settings`, { setting: 'faith-venue', note: 'Cannot bear the chapel since the funeral.' });
    await linkWorker.post(`${cases}/related-persons`, { name: 'Wilhelmina Drax', relationship: 'carer', phone: '07700 900777' });
    await linkWorker.post(`${cases}/unmet-needs`, { need: 'debt', reason: 'no-provider' });
    await linkWorker.post(`${cases}/connections/${journey.connectionId}/barriers`, { code: 'transport', note: 'No bus before noon.' });
    const { body: blocker } = await linkWorker.post<{ id: string }>(`${cases}/blockers`, {
      blocker: 'equipment',
      owner: 'The council',
      expectedBy: soon,
      note: 'Waits for the council to mend the ramp.',
    });
    await linkWorker.post(`${cases}/blockers/${blocker.id}/end`);
    await put(linkWorker, `${cases}/access-needs`, { codes: ['hearing-loss'], note: 'Hears badly on the left.' });
    const { body: link } = await linkWorker.post<{ url: string }>(`${cases}/my-link`);
    myPath = new URL(link.url).pathname;
    const { body: code } = await linkWorker.post<{ code: string }>(`${cases}/my-link/code`);
    const cookie = (await form(`${myPath}/code`, { code: code.code })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const told = await form(`${myPath}/wrong`, { kind: 'nobody-came', words: 'Nobody rang me on Tuesday.' }, cookie);
    expect(told.headers.get('location')).toContain('told-');

    // As if the case had moved to another scheme and back: who may read it is remembered by the referral.
    for (const service of ['OUTCOMES', 'REFERRAL_INTAKE']) {
      await query(service, `INSERT INTO reach_move SELECT '${journey.referralId}', '${hub.world.schemeId}'`);
    }
    await hub.world.gp.post('/fhir/R4', another(), { 'content-type': 'application/fhir+json' });
    otherCase = await eventually(async () => {
      const queue = await linkWorker.all<{ id: string; person: { name: { text: string } } }>('/api/caseload/cases?status=unallocated');
      const item = queue.find(({ person }) => person.name.text.includes('Quayle'));
      if (!item) throw new Error('the other case is not open yet');
      return item.id;
    });

    const places = await placesOf([...REFERRED, ...WRITTEN], hub.databases);
    expect(Object.entries(places).filter(([, tables]) => tables.length === 0)).toEqual([]);
    expect(places['Okafor']).toEqual(expect.arrayContaining(['referral_intake.fhir_resource', 'caseload.case', 'provider_gateway.task']));
  });

  it('is found by the privacy officer by NHS number, and kept while a case is open: the refusal says what to do first', async () => {
    const { body } = await officer.post<Found>(`${persons}/find`, { nhsNumber: '9000000009' });
    personId = body.items[0]?.personId ?? '';
    expect(body.items).toMatchObject([{ held: false, referrals: [{ id: journey.referralId, closed: false }] }]);
    expect(await refusal(officer.post(`${persons}/${personId}/erase`, { reason: 'Asked for by letter.' }))).toMatch(
      /409.*PERSON\.CASE_OPEN.*|409.*close it.*/,
    );
    expect((await hub.world.linkWorker.get(`/api/caseload/cases/${journey.caseId}`)).status).toBe(200);
  });

  it('is kept when the case is closed and a legal hold stands, until the hold is ended', async () => {
    const { supervisor } = hub.world;
    const actions = `/api/caseload/cases/${journey.caseId}/actions`;
    const { body: open } = await supervisor.get<{ items: { id: string; type: string }[] }>(actions);
    const concern = open.items.find(({ type }) => type === 'lead');
    await supervisor.post(`${actions}/${concern?.id ?? ''}/complete`, { outcome: 'The bank has been told.' });
    for (const step of JOURNEY.slice(CLOSING)) await step.run(hub.world, journey);
    await officer.post(`${persons}/${personId}/legal-hold`, { reason: 'An inquest was opened.' });
    expect(await refusal(officer.post(`${persons}/${personId}/erase`, { reason: 'Asked for by letter.' }))).toContain('PERSON.LEGAL_HOLD');
    await officer.post(`${persons}/${personId}/legal-hold/end`, { reason: 'The inquest is over.' });
  });

  it('is given a copy of all of it beforehand, every word, as one archive that can be downloaded once', async () => {
    const access = `${persons}/${personId}/access`;
    await officer.post(access, { reason: 'Asked for by letter.' });
    await eventually(async () => {
      const { body } = await officer.get<{ items: Receipt[] }>(`${persons}/${personId}/receipts`);
      expect(body.items).toMatchObject([{ kind: 'access', complete: true }]);
    });
    const download = async () => {
      const headers = { authorization: `Bearer ${await officer.token()}` };
      const answer = await fetch(`${hub.url}${access}/download`, { method: 'POST', headers });
      return { status: answer.status, type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const [first, second] = await Promise.all([download(), download()]);
    expect([first.status, second.status].sort()).toEqual([200, 410]);
    const { type, bytes } = first.status === 200 ? first : second;
    expect(type).toBe('application/zip');
    const { 'records.html': page = '', 'records.json': json = '' } = filesOf(bytes);
    for (const text of [...REFERRED, ...WRITTEN]) {
      expect(page).toContain(text);
      expect(json).toContain(text);
    }
    for (const other of ['Quayle', '9000000017', 'token_hash']) expect(page + json).not.toContain(other);
    const { services } = JSON.parse(json) as { services: { service: string; records: { kind: string }[] }[] };
    for (const { service, records } of services) copied.push(...records.map(({ kind }) => `${service} ${kind}`));
    const audited = await query<{ action: string }>('REFERRAL_INTAKE', `SELECT action FROM audit_entry WHERE entity_id = '${personId}'`);
    expect(audited.map(({ action }) => action)).toEqual(expect.arrayContaining(['copy-records', 'download-records']));
    expect(await query('REFERRAL_INTAKE', `SELECT 1 FROM records_answer WHERE copy IS NOT NULL`)).toEqual([]);
  });

  it('is given what stands in every table of every service, but for those that are known to say nothing of a person', async () => {
    const left: string[] = [];
    for (const service of ['caseload', 'outcomes', 'provider-gateway', 'referral-intake']) {
      const tables = await query<{ name: string }>(
        service.toUpperCase().replaceAll('-', '_'),
        `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
      );
      const known = [...OF_EVERY_SERVICE, ...(SAYS_NOTHING_OF_A_PERSON[service] ?? [])];
      left.push(
        ...tables
          .map(({ name }) => name)
          .filter((name) => !known.includes(name) && !copied.includes(`${service} ${name}`))
          .map((name) => `${service} ${name}`),
      );
    }
    expect(left).toEqual([]);
    expect(copied).toHaveLength(new Set(copied).size);
  });

  it('is erased by every service although the hub is killed right after the command, and the receipt says what each has done', async () => {
    const before = await counts();
    const { body: first } = await officer.post<Receipt>(`${persons}/${personId}/erase`, { reason: 'Asked for by letter.' });
    await hub.kill();
    expect(first.alreadyErased).toBe(false);
    await hub.restart();
    const receipt = await eventually(async () => {
      const { body } = await officer.get<{ items: Receipt[] }>(`${persons}/${personId}/receipts`);
      const [latest] = body.items;
      expect(latest).toMatchObject({ kind: 'erasure', complete: true, waitingFor: [] });
      return latest as Receipt;
    });
    const done = (name: string) => receipt.services.find(({ service }) => service === name)?.done.map(({ kind }) => kind) ?? [];
    expect(receipt.services.map(({ service }) => service)).toEqual([
      'caseload',
      'outcomes',
      'pipeline-monitor',
      'provider-gateway',
      'referral-intake',
    ]);
    expect(done('caseload')).toEqual(
      expect.arrayContaining(['case', 'contact', 'plan', 'connection', 'refer_back', 'my_report', 'action']),
    );
    expect(done('provider-gateway')).toEqual(expect.arrayContaining(['task', 'delivery']));
    expect(done('referral-intake')).toEqual(expect.arrayContaining(['referral', 'exchange', 'fhir_resource', 'person', 'reach_move']));
    expect(receipt.services.flatMap(({ service, kept }) => kept.map(({ kind }) => `${service} ${kind}`)).sort()).toEqual([
      'caseload unmet_need',
      'outcomes episode',
      'outcomes measurement',
    ]);
    expect(await counts()).toEqual(before);
    const { body: again } = await officer.post<Receipt>(`${persons}/${personId}/erase`, { reason: 'Asked again.' });
    expect(again).toEqual({ ...receipt, alreadyErased: true });
  });

  it('is not found any more: in no table, no topic, no log and by no door; who helped whom stays in the audit trail by ids', async () => {
    const gone = Object.fromEntries([...REFERRED, ...WRITTEN].map((text) => [text, []]));
    expect(await placesOf([...REFERRED, ...WRITTEN], hub.databases)).toEqual(gone);
    for (const text of [...REFERRED, ...WRITTEN]) expect(hub.output()).not.toContain(text);
    const ids = await placesOf([journey.referralId, journey.caseId, journey.patientId, personId], hub.databases);
    const mayKeep =
      /\.(entry|unsealed|event_log|outbox_subject|erased_subject|inbox)$|keyring\.person_key|referral_intake\.(records_request|legal_hold)/;
    expect(Object.values(ids).flatMap((tables) => tables.filter((table) => !mayKeep.test(table)))).toEqual([]);

    expect((await officer.post<Found>(`${persons}/find`, { nhsNumber: '9000000009' })).body.items).toEqual([]);
    const { linkWorker, gp, provider, operator } = hub.world;
    expect(await refusal(linkWorker.get(`/api/caseload/cases/${journey.caseId}`))).toContain('404');
    expect(await refusal(linkWorker.get(`/api/outcomes/referrals/${journey.referralId}`))).toContain('404');
    expect(await refusal(gp.get(`/fhir/R4/Task/${journey.referralId}`))).toContain('404');
    expect(await refusal(gp.get(`/fhir/R4/Patient/${journey.patientId}`))).toContain('404');
    expect(await refusal(provider.get(`/api/provider-gateway/tasks/${journey.taskId}`))).toContain('404');
    expect(await refusal(operator.get(`/api/pipeline-monitor/journeys/${journey.referralId}`))).toContain('404');
    expect((await fetch(`${hub.url}${myPath}`)).status).toBe(404);
    expect(await linkWorker.all('/api/caseload/cases?status=closed')).toEqual([]);
  });

  it('does not come back with what is told late, or again: every service settles it unread and says so', async () => {
    const late = await query<{ topic: string; key: string; headers: Record<string, string>; value: Buffer }>(
      `BUS`,
      `SELECT topic, key, headers, value FROM event_log WHERE key = '${journey.referralId}' AND topic NOT LIKE '%.message.v1'
       ORDER BY appended_at, partition, "offset"`,
    );
    expect(late.length).toBeGreaterThan(15);
    const bus = new EmbeddedBus(hub.databases['BUS_DATABASE_URL'] ?? '', 1000);
    const ids = late.map(() => randomUUID());
    try {
      for (const [index, { topic, key, headers, value }] of late.entries()) {
        await bus.append(topic, [{ key, headers: { ...headers, ce_id: ids[index] ?? '' }, value }]);
      }
    } finally {
      await bus.close();
    }
    for (const service of ['CASELOAD', 'OUTCOMES', 'PROVIDER_GATEWAY', 'REFERRAL_INTAKE', 'PIPELINE_MONITOR']) {
      await eventually(async () => {
        const settled = await query(
          service,
          `SELECT 1 FROM inbox WHERE outcome = 'erased' AND event_id IN (${ids.map((id) => `'${id}'`).join()})`,
        );
        expect(settled.length).toBeGreaterThan(0);
      });
      expect(await query(service, `SELECT 1 FROM parked_subject`)).toEqual([]);
    }
    expect(await query('CASELOAD', `SELECT 1 FROM "case" WHERE referral_id = '${journey.referralId}'`)).toEqual([]);
    expect(await query('OUTCOMES', `SELECT 1 FROM episode WHERE referral_id = '${journey.referralId}'`)).toEqual([]);
  });

  it('takes nobody else with them: another person of the same practice and scheme is where they were', async () => {
    const { body } = await hub.world.linkWorker.get<{ person: { name: { text: string } } }>(`/api/caseload/cases/${otherCase}`);
    expect(body.person.name.text).toContain('Ines Quayle');
    const { body: found } = await officer.post<Found>(`${persons}/find`, { nhsNumber: '9000000017' });
    expect(found.items).toHaveLength(1);
  });

  it('may be referred again, as somebody the hub has never met', async () => {
    const { status } = await hub.world.gp.post('/fhir/R4', referralBundle(other.correlationId), {
      'content-type': 'application/fhir+json',
    });
    expect(status).toBe(200);
    const { body } = await officer.post<Found>(`${persons}/find`, { nhsNumber: '9000000009' });
    expect(body.items).toHaveLength(1);
    expect(body.items[0]?.personId).not.toBe(personId);
    await eventually(async () => {
      const queue = await hub.world.linkWorker.all<{ person: { name: { text: string } } }>('/api/caseload/cases?status=unallocated');
      expect(queue.some(({ person }) => person.name.text.includes('Okafor'))).toBe(true);
    });
  });

  async function put(api: Api, path: string, body: object): Promise<void> {
    const headers = { authorization: `Bearer ${await api.token()}`, 'content-type': 'application/json' };
    const answer = await fetch(`${hub.url}${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
  }

  function form(path: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
    return fetch(`${hub.url}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(fields) });
  }
});

/** Somebody else of the same practice. */
function another(): object {
  const bundle = referralBundle(randomUUID()) as Bundle;
  const patient = bundle.entry?.[0]?.resource as Patient;
  const text = JSON.stringify(bundle)
    .replaceAll('9000000009', '9000000017')
    .replaceAll('ruth.okafor@example.org', 'ines@example.org')
    .replaceAll('07700 900123', '07700 900456')
    .replaceAll('Okafor', 'Quayle')
    .replaceAll('"Ruth","Ada"', '"Ines"')
    .replaceAll('1951-03-09', '1960-07-01')
    .replaceAll('1 Example Street', '9 Other Road')
    .replaceAll('Exampleton', 'Otherham')
    .replaceAll('ZZ99 3VZ', 'ZZ99 3WZ')
    .replaceAll('her husband died', 'her friends left');
  expect(patient.resourceType).toBe('Patient');
  return JSON.parse(text) as object;
}

/** The files of a ZIP archive whose files are stored as they are. */
function filesOf(archive: Buffer): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, content]) => [name, strFromU8(content)]));
}
