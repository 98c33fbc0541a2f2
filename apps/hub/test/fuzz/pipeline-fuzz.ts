import { randomBytes } from 'node:crypto';
import type { Bundle, OperationOutcome } from '@medplum/fhirtypes';
import { databasePool } from '#libs/platform';
import { eventually } from '#libs/testing';
import { databaseSettingOf, SERVICES, type ServiceName } from '../../../../infra/launcher/services';
import { messageOf, nhsNumberOf, type Message, type Mutation } from './mutations';

/** The hub that is tried. */
export interface TriedHub {
  readonly url: string;
  /** A sender's bearer token. */
  readonly token: () => Promise<string>;
  /** That of a link worker of the scheme. */
  readonly linkWorkerToken: () => Promise<string>;
  /** The services' databases, by their settings. */
  readonly databases: Readonly<Record<string, string | undefined>>;
}

/** A promise of the hub that a mutation broke. */
export interface Broken {
  readonly mutation: Mutation;
  readonly what: string;
}

export interface FuzzResult {
  readonly mutations: number;
  /** Answered 2xx. */
  readonly acknowledged: number;
  /** Answered 4xx. */
  readonly refused: number;
  /** Referrals that the acknowledged messages are about: a repeat is about one that is there. */
  readonly referrals: number;
  readonly cases: number;
  readonly broken: readonly Broken[];
}

/** What a message was answered. */
interface Answered {
  readonly mutation: Mutation;
  readonly correlationId: string;
  readonly broken: readonly string[];
  readonly referralId?: string;
  readonly status: number;
}

type Pool = ReturnType<typeof databasePool>;
const SIDE_BY_SIDE = 8;
/** An acknowledged referral has a case after this. */
const CASE_WITHIN_MS = 60_000;

/**
 * Sends mutations through the real FHIR door and follows them through the whole pipeline. The promises: no answer is a failure of the hub's
 * own; every refusal is an OperationOutcome and leaves nothing behind; every acknowledged referral has a case; no message stands still.
 */
export class PipelineFuzz {
  private readonly run = randomBytes(4).toString('hex');
  private readonly pools: ReadonlyMap<ServiceName, Pool>;
  private sent = 0;

  constructor(private readonly hub: TriedHub) {
    const poolOf = (name: ServiceName): Pool => databasePool({ connectionString: hub.databases[databaseSettingOf(name)], max: 2 });
    this.pools = new Map(SERVICES.map((name) => [name, poolOf(name)]));
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
  }

  async try(mutations: readonly Mutation[], caseWithinMs = CASE_WITHIN_MS): Promise<FuzzResult> {
    const waiting = [...mutations];
    const answers: Answered[] = [];
    const sendOn = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) answers.push(await this.send(next));
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, sendOn));

    const byReferral = new Map(
      answers.flatMap((answer) => (answer.referralId === undefined ? [] : [[answer.referralId, answer] as const])),
    );
    const ids = [...byReferral.keys()];
    const cases = await this.casesOf(ids, caseWithinMs);
    const broken = answers.flatMap(({ mutation, broken: each }) => each.map((what) => ({ mutation, what })));
    for (const [id, { mutation }] of byReferral) {
      if (!cases.has(id)) broken.push({ mutation, what: `was acknowledged as ${id} and has no case` });
    }
    broken.push(
      ...(await this.unreadableCases(cases, byReferral)),
      ...(await this.standingStill(byReferral)),
      ...(await this.halves(answers, ids)),
    );
    return {
      mutations: mutations.length,
      acknowledged: answers.filter(({ status }) => status >= 200 && status < 300).length,
      refused: answers.filter(({ status }) => status >= 400 && status < 500).length,
      referrals: ids.length,
      cases: cases.size,
      broken,
    };
  }

  /** The fewest edits of a mutation that still break a promise, sent anew; as lines that somebody can follow. */
  async smallest({ mutation, what }: Broken): Promise<string> {
    let [edits, seen] = [mutation.edits, what];
    for (let tried = true; tried && edits.length > 0;) {
      tried = false;
      for (const left of edits.map((_, index) => edits.filter((__, other) => other !== index))) {
        const [again] = (await this.try([{ ...mutation, edits: left }], 15_000)).broken;
        if (!again) continue;
        [edits, seen, tried] = [left, again.what, true];
        break;
      }
    }
    const { did, body } = this.message({ ...mutation, edits });
    const sent = body.length > 6000 ? `${String(body.length)} bytes` : body.toString('latin1').replaceAll(/\s+/g, ' ');
    return [
      `mutation ${String(mutation.place)} of ${mutation.base.name} ${seen}`,
      ...did.map((each) => `  ${each}`),
      `  sent: ${sent}`,
    ].join('\n');
  }

  private message(mutation: Mutation): Message {
    this.sent += 1;
    // The same mutation again is another referral, of another person.
    const again = Math.floor((this.sent - 1) / 1e6);
    return messageOf(mutation, `${this.run}${String(again)}-${String(this.sent)}`, nhsNumberOf(this.sent));
  }

  private async send(mutation: Mutation): Promise<Answered> {
    const correlationId = `fuzz-${this.run}-${String(this.sent + 1)}`;
    const { body } = this.message(mutation);
    const headers = {
      'content-type': 'application/fhir+json',
      'x-correlation-id': correlationId,
      authorization: `Bearer ${await this.hub.token()}`,
    };
    try {
      const response = await fetch(`${this.hub.url}/fhir/R4`, { method: 'POST', headers, body: new Uint8Array(body) });
      const judgement = judged(response, await response.text());
      const unreadable = await this.unreadable(judgement.readable ?? [], this.hub.token);
      return { mutation, correlationId, status: response.status, ...judgement, broken: [...judgement.broken, ...unreadable] };
    } catch (error) {
      return { mutation, correlationId, status: 0, broken: [`was not answered: ${String(error)}`] };
    }
  }

  /** Addresses that cannot be read, each as a broken promise. */
  private async unreadable(paths: readonly string[], token: () => Promise<string>): Promise<string[]> {
    const headers = { authorization: `Bearer ${await token()}` };
    const statuses = await Promise.all(
      paths.map(async (path) => [path, (await fetch(`${this.hub.url}${path}`, { headers })).status] as const),
    );
    return statuses.flatMap(([path, status]) => (status === 200 ? [] : [`cannot be read back: ${path} answers ${String(status)}`]));
  }

  /** A link worker opens each case. */
  private async unreadableCases(cases: ReadonlyMap<string, string>, byReferral: ReadonlyMap<string, Answered>): Promise<Broken[]> {
    const waiting = [...cases];
    const broken: Broken[] = [];
    const readOn = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [referralId, caseId] = next;
        const mutation = byReferral.get(referralId)?.mutation;
        const found = await this.unreadable([`/api/caseload/cases/${caseId}`], this.hub.linkWorkerToken);
        if (mutation) broken.push(...found.map((what) => ({ mutation, what })));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, readOn));
    return broken;
  }

  private async casesOf(ids: readonly string[], withinMs: number): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    await eventually(
      async () => {
        const sql = 'SELECT referral_id, id FROM "case" WHERE referral_id = ANY($1)';
        const rows = await this.rows<{ referral_id: string; id: string }>('caseload', sql, [ids]);
        for (const { referral_id, id } of rows) found.set(referral_id, id);
        if (found.size < ids.length) throw new Error('Some have no case yet');
      },
      { timeoutMs: withinMs, everyMs: 200 },
    ).catch(() => undefined);
    return found;
  }

  /** Messages that no service can handle; those that wait for another topic pass by themselves first. */
  private async standingStill(byReferral: ReadonlyMap<string, Answered>): Promise<Broken[]> {
    const parked = async (): Promise<Broken[]> => {
      const lines = await Promise.all(
        SERVICES.filter((service) => service !== 'identity').map(async (service) => {
          const rows = await this.rows<{ subject: string; topic: string; error_code: string }>(
            service,
            'SELECT subject, topic, error_code FROM parked_subject',
          );
          return rows.map((row) => ({ ...row, service }));
        }),
      );
      return lines.flat().flatMap(({ subject, topic, error_code, service }) => {
        const mutation = byReferral.get(subject)?.mutation;
        return mutation ? [{ mutation, what: `stands still in ${service}, on ${topic}, by ${error_code}` }] : [];
      });
    };
    return eventually(
      async () => {
        const lines = await parked();
        if (lines.length > 0) throw new Error('Some stand still');
        return lines;
      },
      { timeoutMs: 10_000, everyMs: 200 },
    ).catch(parked);
  }

  /** What was stored of messages that were not acknowledged, and what of acknowledged ones is incomplete. */
  private async halves(answers: readonly Answered[], ids: readonly string[]): Promise<Broken[]> {
    const rows = await this.rows<{ correlation_id: string | null; half: string }>('referral-intake', HALVES, [ids]);
    const byCorrelation = new Map(answers.map((answer) => [answer.correlationId, answer.mutation]));
    return rows.flatMap(({ correlation_id, half }) => {
      const mutation = byCorrelation.get(correlation_id ?? '');
      return mutation ? [{ mutation, what: half }] : [];
    });
  }

  private async rows<Row extends object>(service: ServiceName, sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const { rows } = (await this.pools.get(service)?.query<Row>(sql, parameters)) ?? { rows: [] };
    return rows;
  }
}

const HALVES = `
  SELECT e.correlation_id, 'was refused, yet its referral is stored' AS half FROM exchange e WHERE e.direction = 'in' AND NOT e.referral_id = ANY($1::uuid[])
  UNION ALL
  SELECT e.correlation_id, 'was acknowledged, and not all of it is stored' FROM exchange e LEFT JOIN referral r ON r.id = e.referral_id
    LEFT JOIN patient t ON t.id = r.patient_id AND t.person_id = r.person_id
    LEFT JOIN fhir_resource s ON s.type = 'ServiceRequest' AND s.id = r.id
    LEFT JOIN fhir_resource p ON p.type = 'Patient' AND p.id = r.patient_id
    WHERE e.direction = 'in' AND (r.id IS NULL OR t.id IS NULL OR s.id IS NULL OR p.id IS NULL)`;

/** Types that a sender may read back. */
const READABLE = /^(ServiceRequest|Patient|Task|Observation)\/[^/]+/;

interface Judgement {
  readonly broken: readonly string[];
  readonly referralId?: string;
  /** Addresses of what was stored. */
  readonly readable?: readonly string[];
}

function judged({ status, headers }: Response, text: string): Judgement {
  if (status >= 500 || status === 429) return { broken: [`was answered ${String(status)}: ${text.slice(0, 300)}`] };
  if (headers.get('content-type')?.startsWith('application/fhir+json') !== true)
    return { broken: [`was answered ${String(status)} as ${String(headers.get('content-type'))}`] };
  const answer = JSON.parse(text) as Bundle | OperationOutcome;
  if (status < 300) {
    const locations = answer.resourceType === 'Bundle' ? (answer.entry ?? []).map(({ response: told }) => told?.location ?? '') : [];
    const readable = locations.flatMap((location) => READABLE.exec(location)?.[0] ?? []);
    const referralId = readable.find((path) => path.startsWith('ServiceRequest/'))?.split('/')[1];
    if (referralId === undefined) return { broken: ['was acknowledged without a ServiceRequest'] };
    return { broken: [], referralId, readable: readable.map((path) => `/fhir/R4/${path}`) };
  }
  const isExplained = answer.resourceType === 'OperationOutcome' && answer.issue.length > 0 && answer.issue.length <= 100;
  return { broken: isExplained ? [] : [`was answered ${String(status)} without an OperationOutcome`] };
}
