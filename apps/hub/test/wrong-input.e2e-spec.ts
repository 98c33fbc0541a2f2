import { randomUUID } from 'node:crypto';
import { apiOf } from '../../../infra/demo/world';
import { JOURNEY, newJourney, type Journey } from '../../../infra/demo/journey';
import { documentedOperations, type Operation } from './open-api-documents';
import { startEmbeddedHub, type RunningHub } from './running-hub';
import { wrongInputsOf, type WrongInput } from './wrong-inputs';

/** How many calls are on their way at once. */
const AT_ONCE = 8;
/** An answer that takes longer holds up everybody, however busy the machine is. */
const SLOWEST_MS = 20_000;
/** Of the same kind for each operation, chosen by the seed; `WRONG_INPUTS=all` sends all. */
const MOST = process.env.WRONG_INPUTS === 'all' ? Infinity : 14;
const SEED = Number(process.env.WRONG_INPUT_SEED ?? '20261127');

/** Thousands of calls by one caller within a minute are the point here. */
const UNLIMITED = { RATE_LIMIT: '0', RATE_LIMIT_FHIR: '0', RATE_LIMIT_FORMS: '0' };

interface Call {
  readonly operation: Operation;
  readonly wrong: WrongInput;
}

describe('Wrong input, at every operation of every service', () => {
  let hub: RunningHub;
  let journey: Journey;
  let operations: Operation[];
  let calls: Call[];
  const tokens = new Map<string, () => Promise<string>>();

  beforeAll(async () => {
    hub = await startEmbeddedHub(undefined, UNLIMITED);
    journey = newJourney();
    for (const step of JOURNEY) await step.run(hub.world, journey);
    operations = await documentedOperations(hub.url);
    const random = randomOf(SEED);
    calls = operations.flatMap((operation) => some(wrongInputsOf(operation), MOST, random).map((wrong) => ({ operation, wrong })));
  });

  afterAll(() => hub.close());

  it("is refused on the person's own page, so that what they say is not lost in a fault", async () => {
    const { linkWorker } = hub.world;
    const { body: link } = await linkWorker.post<{ url: string }>(`/api/caseload/cases/${journey.caseId}/my-link`);
    const { body: made } = await linkWorker.post<{ code: string }>(`/api/caseload/cases/${journey.caseId}/my-link/code`);
    const page = new URL(link.url).pathname;
    const post = (act: string, form: Record<string, string>, cookie = '') =>
      fetch(`${hub.url}${page}/${act}`, { method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(form) });
    const opened = await post('code', { code: made.code });
    const cookie = opened.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect([opened.status, cookie === '']).toEqual([303, false]);
    expect((await post('wrong', { kind: 'other', words: 'They never\0rang' }, cookie)).status).toBe(400);
    expect((await post('code', { code: '\0' })).status).toBe(400);
    expect(await statusOf('/my/%00')).toBe(400);
  });

  it('is refused within seconds, in the format of the address with a pointer to each problem, and changes nothing', async () => {
    const before = await stateOfAll();
    const refused = calls.filter(({ wrong }) => wrong.absent === undefined);
    const complaints = await all(refused, async (call) => {
      const { status, type, text, took } = await send(call);
      const isJson = call.operation.path.startsWith('/api/');
      const problem =
        isJson && /problem\+json/.test(type) ? (JSON.parse(text) as { code?: string; errors?: { pointer: string }[] }) : undefined;
      const complaint = [
        ...(status >= 500 || status === 429 ? [`status ${String(status)}`] : []),
        ...(status < 400 && !mayPass(call) ? [`taken with ${String(status)}`] : []),
        ...(status >= 400 && isJson && problem?.code === undefined ? [`${type} is no problem`] : []),
        ...(problem?.code === 'REQUEST.INVALID' && !problem.errors?.length && !isNoAddress(call) ? ['no pointer'] : []),
        ...((problem?.errors?.length ?? 0) > 100 || text.length > 100_000 ? ['a very long answer'] : []),
        ...(isUnknownId(call) && status !== 404 ? [`${String(status)} for the id of nothing`] : []),
        ...(took > SLOWEST_MS ? [`${String(Math.round(took / 1000))} s`] : []),
      ];
      return complaint.map((what) => `${nameOf(call)}: ${what}`);
    });
    process.stderr.write(`wrong inputs: ${String(operations.length)} operations, ${String(calls.length)} calls, seed ${String(SEED)}\n`);
    expect(complaints).toEqual([]);
    expect(await stateOfAll()).toEqual(before);
  }, 600_000);

  it.each([
    '/identity/auth?state=%00',
    '/identity/auth?client_id=%00',
    '/identity/auth?client_id=console&login_hint=%00',
    '/identity/auth?state=%ED%A0%80',
  ])('is refused before anybody signs in: GET %s', async (address) => {
    expect(await statusOf(address)).toBe(400);
  });

  it.each([
    'Task?_id=%00',
    'Task?part-of=%00',
    'Task?based-on=a%00',
    'Task?_id=%ED%A0%80',
    'HealthcareService?name=%00',
    'Patient/%00',
    'Task/a%00b',
  ])('is refused at the FHIR door as an OperationOutcome: GET /fhir/R4/%s', async (address) => {
    const authorization = `Bearer ${await hub.world.gp.token()}`;
    const response = await fetch(`${hub.url}/fhir/R4/${address}`, { headers: { authorization } });
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ resourceType: 'OperationOutcome' })]);
  });

  it.each([
    ['sub', { iss: 'demo-gp', sub: 'a\0b' }],
    ['iss', { iss: '\0', sub: 'demo-gp' }],
    ['both', { iss: 'a\ud800', sub: 'a\ud800' }],
  ])('is refused at the token endpoint: an assertion with text that cannot be in %s', async (_where, claims) => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const assertion = [
      part({ alg: 'ES384', kid: 'x' }),
      part({ ...claims, aud: `${hub.url}/identity/token`, jti: randomUUID(), exp: 4e9 }),
      'AAAA',
    ].join('.');
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const body = { grant_type: 'client_credentials', client_assertion_type: type, client_assertion: assertion };
    expect([400, 401]).toContain(await statusOf('/identity/token', { method: 'POST', body: new URLSearchParams(body) }));
    expect([400, 401]).toContain(
      await statusOf('/identity/token', { method: 'POST', body: new URLSearchParams({ ...body, client_id: '\0' }) }),
    );
  });

  it('is refused at the sign-in: an email with NUL in it', async () => {
    const question = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${hub.url}/signed-in`,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    const asked = await fetch(`${hub.url}/identity/auth?${question.toString()}`, { redirect: 'manual' });
    const form = new URL(asked.headers.get('location') ?? '', hub.url);
    const cookie = asked.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const body = new URLSearchParams({ email: 'a\0@example.org', password: 'x'.repeat(20) });
    expect(await statusOf(form.pathname, { method: 'POST', headers: { cookie }, body, redirect: 'manual' })).toBe(400);
  });

  it('is none where an optional field is null: it is answered as if the field were not there', async () => {
    const complaints = await all(
      calls.filter(({ wrong }) => wrong.absent !== undefined),
      async ({ operation, wrong }) => {
        const [withNull, without] = [
          await send({ operation, wrong }),
          await send({ operation, wrong: { ...wrong, body: wrong.absent ?? '' } }),
        ];
        const [told, expected] = [withNull, without].map(({ status, text }) => (status === 400 ? pointersIn(text) : []));
        const isAlike = withNull.status < 500 && told?.every((pointer) => expected?.includes(pointer));
        return isAlike ? [] : [`${nameOf({ operation, wrong })}: ${String(withNull.status)} ${String(told)}`];
      },
    );
    expect(complaints).toEqual([]);
  }, 300_000);

  /** Sends a call as somebody who may make it. */
  async function send({ operation, wrong }: Call): Promise<{ status: number; type: string; text: string; took: number }> {
    const { method, path, 'x-access': access } = operation;
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => wrong.path?.[name] ?? knownIdOf(name, path));
    const caller = access === 'public' || access === undefined ? undefined : callerOf(access.roles, path);
    const began = performance.now();
    const response = await fetch(`${hub.url}${address}${wrong.query ?? ''}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(caller ? { authorization: `Bearer ${await caller()}` } : {}),
        ...(wrong.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...wrong.headers,
      },
      ...(wrong.body === undefined ? {} : { body: wrong.body }),
    });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type') ?? '', text, took: performance.now() - began };
  }

  function callerOf(roles: readonly string[] | undefined, path: string): () => Promise<string> {
    // Whoever has the case, before those who may do it too.
    const role = roles?.includes('link-worker')
      ? 'link-worker'
      : path.includes('provider-gateway') && roles?.includes('provider')
        ? 'provider'
        : (roles?.[0] ?? 'gp');
    const known = tokens.get(role) ?? apiOf(hub.demo, role).token;
    tokens.set(role, known);
    return known;
  }

  function knownIdOf(name: string, path: string): string {
    const { caseId, connectionId, referralId, taskId } = journey;
    const { schemeId, workerId, serviceId } = hub.world;
    const ids: Record<string, string> = {
      caseId,
      connectionId,
      referralId,
      schemeId,
      workerId,
      serviceId,
      version: '1',
      language: 'en',
      key: 'apology.text',
      type: 'Task',
    };
    if (name === 'id')
      return path.includes('/tasks/') || path.includes('/Task/') ? taskId : path.includes('/services/') ? serviceId : randomUUID();
    return ids[name] ?? randomUUID();
  }

  /** What the callers can see of what there is: a case with all that hangs on it, and how much there is of the rest. */
  async function stateOfAll(): Promise<unknown> {
    const { linkWorker, administrator } = hub.world;
    const { body } = await linkWorker.get<object>(`/api/caseload/cases/${journey.caseId}`);
    const lists = [
      'identity/clients',
      'identity/accounts',
      'referral-intake/schemes',
      'provider-gateway/providers',
      'provider-gateway/services',
      'caseload/workers',
    ];
    const counts = await Promise.all(
      lists.map(async (list) => (await administrator.get<{ items: object[] }>(`/api/${list}?limit=200`)).body.items.length),
    );
    return { body, counts };
  }

  async function statusOf(address: string, init: RequestInit = {}): Promise<number> {
    return (await fetch(`${hub.url}${address}`, init)).status;
  }
});

/** What a route that knows its own names may take. */
function mayPass({ operation, wrong }: Call): boolean {
  return operation.method === 'GET' && /^(path type|date cursor)/.test(wrong.kind);
}

/** The address as a whole is malformed, and has no part that one could point to. */
function isNoAddress({ wrong }: Call): boolean {
  return Object.values(wrong.path ?? {}).some((part) => part === '%' || part === '%ED%A0%80');
}

/** The path has text that is no id where an id belongs: that thing does not exist, whatever else is wrong. */
function isUnknownId({ wrong }: Call): boolean {
  return Object.entries(wrong.path ?? {}).some(
    ([name, part]) => /^id$|(?<!client)Id$/.test(name) && ['x', '-1', 'constructor'].includes(part),
  );
}

function pointersIn(text: string): string[] {
  return ((JSON.parse(text) as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer);
}

function nameOf({ operation, wrong }: Call): string {
  return `${operation.method} ${operation.path} [${wrong.kind}]`;
}

async function all<T>(items: readonly T[], work: (item: T) => Promise<string[]>): Promise<string[]> {
  const waiting = [...items];
  const complaints: string[] = [];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) complaints.push(...(await work(item)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return complaints.sort();
}

/** At most so many of them, chosen by the seed. */
function some<T>(items: readonly T[], most: number, random: () => number): T[] {
  if (items.length <= most) return [...items];
  const left = [...items];
  return Array.from({ length: most }, () => left.splice(Math.floor(random() * left.length), 1)[0] as T);
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
