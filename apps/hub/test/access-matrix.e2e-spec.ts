import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { Api } from '../../../infra/demo/api';
import { ORGANISATIONS } from '../../../infra/demo/identities';
import { identityKeysOf } from '../../../infra/launcher/secrets';
import { auditedIn } from './access/audited';
import { Tokens, type Caller, type OrganisationName, type OrganisationOfMatrix } from './access/callers';
import { expectedOf, leakOf } from './access/expected';
import { operationsOf, type OpenApiDocument, type Operation } from './access/operations';
import { makeRecords } from './access/records';
import { everyRow } from './access/rows';
import { startEmbeddedHub, type RunningHub } from './running-hub';

const AT_ONCE = 16;
/** Ids of nothing, in the place of each id of an address. */
const UNKNOWN = randomUUID();

/** A call that was answered otherwise than its operation declares. */
type Complaint = string;

describe('the access matrix: who may call what, and what exists for them', () => {
  let hub: RunningHub;
  let folder: string;
  let tokens: Tokens;
  let operations: Operation[];
  let people: Caller[];
  let records: Record<string, string>;
  let calls = 0;
  /** The calls that were answered, by service: their correlation ids and what they were. */
  const answered: Record<string, Map<string, string>> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matrix-'));
    const keys = await identityKeysOf(folder);
    hub = await startEmbeddedHub(undefined, {
      IDENTITY_KEYS: keys,
      RATE_LIMIT: '100000',
      RATE_LIMIT_FHIR: '100000',
      RATE_LIMIT_FORMS: '100000',
    });
    const otherSchemeWorker = randomUUID();
    const organisations = organisationsOf();
    tokens = await Tokens.of(hub.url, keys, organisations);
    const workers = await prepare(organisations, otherSchemeWorker);
    records = await makeRecords(hub, tokens, workers);
    people = await tokens.people(otherSchemeWorker);
    operations = (
      await Promise.all(
        SERVICES.map(async (service) => {
          const response = await fetch(`${hub.url}/api/${service}/openapi.json`);
          return operationsOf(service, (await response.json()) as OpenApiDocument);
        }),
      )
    ).flat();
  }, 240_000);

  afterAll(async () => {
    await hub.close();
    await rm(folder, { recursive: true });
  });

  /** Schemes and workers beside the demo's own; ids of the workers. */
  async function prepare(organisations: Readonly<Record<OrganisationName, OrganisationOfMatrix>>, otherSchemeWorker: string) {
    const operator = new Api(hub.url, () => tokens.person('hub', ['operator', 'administrator', 'supervisor']));
    const { commissioner, otherHub } = organisations;
    await operator.post('/api/identity/organisations', { id: commissioner.id, name: 'North Quay Commissioners', kind: 'commissioner' });
    const scheme = async (name: string, organisationId: string) =>
      (await operator.post<{ id: string }>('/api/referral-intake/schemes', { name, organisationId })).body.id;
    const worker = (as: Api, name: string, accountSubject: string | undefined, schemeIds: string[]) =>
      eventually(async () => (await as.post<{ id: string }>('/api/caseload/workers', { name, accountSubject, schemeIds })).body.id);
    const other = await scheme('South Quay social prescribing', ORGANISATIONS.hub);
    const elsewhere = await scheme('Elsewhere', otherHub.id);
    const own = await worker(operator, 'Rosa Field', organisations.hub.linkWorker, [hub.world.schemeId]);
    await worker(operator, 'Uma South', otherSchemeWorker, [other]);
    await worker(new Api(hub.url, () => tokens.person('otherHub', ['administrator'])), 'Ben Cole', otherHub.linkWorker, [elsewhere]);
    return { own, colleague: hub.world.workerId, otherScheme: other };
  }

  interface Sent {
    readonly operation: Operation;
    readonly token: string | undefined;
    /** What fills the parameters. */
    readonly filling: Readonly<Record<string, string>>;
  }

  /** Writes carry a body of a type that nobody reads: who passes the guard is answered 415, and nothing is changed. */
  async function send({ operation, token, filling }: Sent) {
    const { method, path, required, access } = operation;
    calls += 1;
    const query = new URLSearchParams(required.map((name): [string, string] => [name, filling[name] ?? '2026-01-01']));
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(filling[name] ?? UNKNOWN));
    const isFhirTransaction = path === '/fhir/R4';
    const correlationId = randomUUID();
    const response = await fetch(`${hub.url}${address}${required.length > 0 ? `?${query.toString()}` : ''}`, {
      method,
      headers: {
        'x-correlation-id': correlationId,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'GET' ? {} : { 'content-type': isFhirTransaction ? 'application/fhir+json' : 'text/csv' }),
      },
      ...(method === 'GET' ? {} : { body: isFhirTransaction ? '{}' : 'x' }),
    });
    const tellsOfNobody = typeof access === 'object' && access.tellsOfNobody === true;
    if (response.status === 200 && !tellsOfNobody) (answered[operation.service] ??= new Map()).set(correlationId, nameOf(operation));
    return { status: response.status, challenge: response.headers.get('www-authenticate'), text: await response.text() };
  }

  /** Does the work for all of them, some at a time; the complaints. */
  async function each<T>(all: readonly T[], work: (one: T) => Promise<Complaint[]>): Promise<Complaint[]> {
    const complaints: Complaint[] = [];
    const left = [...all];
    const loop = async (): Promise<void> => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) complaints.push(...(await work(one)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, loop));
    return complaints.sort();
  }

  const closed = () => operations.filter(({ access }) => access !== 'public');
  const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

  it('has every operation with its declaration', () => {
    expect(operations.length).toBeGreaterThan(235);
    expect(operations.filter(({ access }) => access === undefined).map(nameOf)).toEqual([]);
    const unfilled = closed().flatMap(({ path }) =>
      [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => (records[name] ? [] : [name])),
    );
    expect([...new Set(unfilled)]).toEqual([]);
  });

  it('has written each change into the audit trail in the transaction of the change itself (part of GV-02)', async () => {
    const afterwards = await auditedIn(
      hub.databases,
      `SELECT DISTINCT operation AS found FROM audit_entry WHERE action = 'change' AND outcome = 'done'`,
    );
    expect(Object.values(afterwards).flat()).toEqual([]);
  });

  it('answers as declared, whoever calls: 401, 403, 404, or the operation itself; and changes nothing', async () => {
    const before = await everyRow(hub.databases);
    const strangers = await Promise.all([
      Promise.resolve({ name: 'nobody', token: undefined }),
      Promise.resolve({ name: 'a bad token', token: 'eyJhbGciOiJFUzI1NiJ9.e30.x' }),
      tokens.sign({ sub: randomUUID(), roles: ['operator'] }).then((token) => ({ name: 'no organisation', token })),
      tokens.sign({ sub: randomUUID(), roles: ['operator'], organisation: 'A81001' }).then((token) => ({ name: 'a malformed one', token })),
      tokens
        .sign({ sub: randomUUID(), roles: ['operator'], organisation: randomUUID() })
        .then((token) => ({ name: 'an unknown one', token })),
    ]);
    const scopes = [...new Set(closed().flatMap(({ access }) => (access === 'public' ? [] : (access?.scopes ?? []))))];

    const complaints = await each(closed(), async (operation) => {
      const found: Complaint[] = [];
      for (const { name, token } of strangers) {
        const { status, challenge } = await send({ operation, token, filling: records });
        if (status !== 401 || !challenge?.startsWith('Bearer')) found.push(`${nameOf(operation)} by ${name}: ${String(status)}, not 401`);
      }
      const access = operation.access;
      if (access === 'public' || access === undefined) return found;
      for (const caller of [...people, ...(await tokens.systems(access, scopes))]) {
        const { status, text } = await send({ operation, token: caller.token, filling: records });
        const expected = expectedOf(operation, access, caller);
        if (!expected.includes(status))
          found.push(`${nameOf(operation)} by ${caller.name}: ${String(status)}, not ${expected.join(' or ')}`);
        const leak = status === 200 ? leakOf(operation, caller, text, records) : undefined;
        if (leak !== undefined) found.push(`${nameOf(operation)} by ${caller.name}: shows the ${leak} of another`);
      }
      return found;
    });

    process.stderr.write(`access matrix: ${String(operations.length)} operations, ${String(calls)} calls\n`);
    expect(complaints).toEqual([]);
    expect(await everyRow(hub.databases)).toEqual(before);
  }, 300_000);

  it('has every answer of the matrix in the audit trail, and refused attempts (part of GV-02)', async () => {
    const audited = await auditedIn(hub.databases, `SELECT DISTINCT correlation_id AS found FROM audit_entry WHERE outcome = 'done'`);
    const missing = Object.entries(answered).flatMap(([service, ofService]) => {
      const found = new Set(audited[service]);
      return [...ofService].flatMap(([id, name]) => (found.has(id) ? [] : [name]));
    });
    expect([...new Set(missing)].sort()).toEqual([]);
    const refused = await auditedIn(hub.databases, `SELECT DISTINCT outcome AS found FROM audit_entry WHERE outcome <> 'done'`);
    for (const service of SERVICES) expect([service, new Set(refused[service])]).toEqual([service, new Set(['forbidden', 'not-found'])]);
  });
});

function organisationsOf(): Record<OrganisationName, OrganisationOfMatrix> {
  const { hub, otherHub, practice, otherPractice, charity, otherCharity } = ORGANISATIONS;
  return {
    hub: { id: hub, kind: 'hub', clientId: 'matrix-hub', linkWorker: randomUUID() },
    otherHub: { id: otherHub, kind: 'scheme-provider', clientId: 'matrix-other-hub', linkWorker: randomUUID() },
    practice: { id: practice, kind: 'practice', clientId: 'demo-gp' },
    otherPractice: { id: otherPractice, kind: 'practice', clientId: 'demo-gp-other' },
    charity: { id: charity, kind: 'charity', clientId: 'matrix-charity' },
    otherCharity: { id: otherCharity, kind: 'charity', clientId: 'matrix-other-charity' },
    commissioner: { id: randomUUID(), kind: 'commissioner', clientId: 'matrix-commissioner' },
  };
}
