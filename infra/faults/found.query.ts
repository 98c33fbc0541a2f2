import type { Effect, Found, LeftOver, SentEvent } from './effects.rules';
import type { FaultWorld } from './fault-world';
import type { Passage } from './recovery.rules';

const SOURCE = 'referral-intake';
const CONSUMERS = ['caseload', 'outcomes'] as const;
export type Consumer = (typeof CONSUMERS)[number];

const LEFT_OVER = `
  SELECT state, topic, subject, error_code || ': ' || reason AS why FROM parked_subject
  UNION ALL SELECT 'in the outbox', topic, subject, coalesce(refusal, 'not sent') FROM outbox`;

/** Everything that the services have left in their tables. */
export async function readTables(world: FaultWorld, acknowledged: readonly SentEvent[]): Promise<Found> {
  const sent = await world.query<SentEvent>(SOURCE, `SELECT subject, number FROM sent ORDER BY subject, number`);
  const consumers = [];
  for (const consumer of CONSUMERS) {
    const effects = await world.query<Effect>(consumer, `SELECT topic, subject, sequence, number FROM effect ORDER BY id`);
    consumers.push({ consumer, effects });
  }
  const leftOver: LeftOver[] = [];
  for (const service of [SOURCE, ...CONSUMERS]) {
    const rows = await world.query<Omit<LeftOver, 'service'>>(service, LEFT_OVER);
    leftOver.push(...rows.map((row) => ({ service, ...row })));
  }
  return { sent, acknowledged, consumers, leftOver };
}

/** When each event was sent, and when its effect stood in that consumer's table. */
export async function readPassages(world: FaultWorld, consumer: Consumer): Promise<Passage[]> {
  const at = `extract(epoch FROM at)::float8 * 1000 AS at`;
  const sent = await world.query<SentEvent & { at: number }>(SOURCE, `SELECT subject, number, ${at} FROM sent`);
  const effects = await world.query<SentEvent & { at: number }>(consumer, `SELECT subject, number, ${at} FROM effect`);
  const arrivals = new Map(effects.map((effect) => [`${effect.subject}/${effect.number}`, effect.at]));
  return sent.map(({ subject, number, at: sentAt }) => {
    const arrivedAt = arrivals.get(`${subject}/${number}`);
    return { sentAt, ...(arrivedAt === undefined ? {} : { arrivedAt }) };
  });
}

/** What is still on its way, in words; empty when all has arrived. */
export async function onItsWay(world: FaultWorld): Promise<string> {
  const count = async (service: string, sql: string): Promise<number> => {
    const [row] = await world.query<{ count: number }>(service, sql);
    return row?.count ?? 0;
  };
  const sent = await count(SOURCE, `SELECT count(*)::int AS count FROM sent`);
  const missing: string[] = [];
  for (const consumer of CONSUMERS) {
    const effects = await count(consumer, `SELECT count(*)::int AS count FROM effect`);
    if (effects < sent) missing.push(`${consumer} has ${effects} of ${sent} effects`);
  }
  for (const service of [SOURCE, ...CONSUMERS]) {
    const left = await count(service, `SELECT count(*)::int AS count FROM (${LEFT_OVER}) l`);
    if (left > 0) missing.push(`${service} has ${left} parked or in its outbox`);
  }
  return missing.join('; ');
}
