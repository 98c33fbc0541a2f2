import type { Client } from 'pg';
import { hashedOf } from '../postgres/audit-trail';

/** Where a chain ended when it was looked at. */
export interface Head {
  readonly position: number;
  readonly hash: string;
}

export interface Verdict {
  readonly entries: number;
  /** Written and not yet in the chain. */
  readonly unsealed: number;
  readonly head: Head;
  /** The last month that retention has dropped: the chain begins after it. */
  readonly droppedUntil?: string;
  /** The first link that does not hold, in a sentence. */
  readonly broken?: string;
}

const AT_ONCE = 5000;

interface Link {
  readonly position: string;
  readonly id: string;
  readonly at: Date;
  readonly previous: string;
  readonly hash: string;
  readonly own: string;
}

/** Follows the chain of one service from its beginning, or from where retention has cut it, to its end. `seen`: where it ended before. */
export async function verify(client: Client, schema: string, seen?: Head): Promise<Verdict> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const trail = client.escapeIdentifier(`${schema}_audit`);
    const [head] = await rows<Head>(client, `SELECT position::float8, encode(hash, 'hex') AS hash FROM ${trail}.head`);
    const [waiting] = await rows<{ n: number }>(client, `SELECT count(*)::float8 AS n FROM ${trail}.unsealed`);
    const walked = await walk(client, trail, seen);
    const broken = walked.broken ?? brokenEnd(walked.end, head, seen);
    const end = head ?? walked.end;
    const [dropped] = await rows<{ month: string | null }>(client, `SELECT to_char(max(month), 'YYYY-MM') AS month FROM ${trail}.dropped`);
    return {
      entries: walked.entries,
      unsealed: waiting?.n ?? 0,
      head: end,
      ...(dropped?.month == null ? {} : { droppedUntil: dropped.month }),
      ...(broken === undefined ? {} : { broken }),
    };
  } finally {
    await client.query('ROLLBACK');
  }
}

async function walk(client: Client, trail: string, seen: Head | undefined): Promise<{ entries: number; end: Head; broken?: string }> {
  const [cut] = await rows<Head>(
    client,
    `SELECT last_position::float8 AS position, encode(last_hash, 'hex') AS hash FROM ${trail}.dropped ORDER BY last_position DESC LIMIT 1`,
  );
  let end: Head = cut ?? { position: 0, hash: '' };
  let entries = 0;
  for (;;) {
    const links = await rows<Link>(
      client,
      `SELECT position, id, at, encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash,
         encode(sha256(previous || ${hashedOf('entry')}), 'hex') AS own
       FROM ${trail}.entry WHERE position > $1 ORDER BY position LIMIT ${String(AT_ONCE)}`,
      [end.position],
    );
    for (const link of links) {
      const broken = brokenLink(link, end, seen);
      if (broken !== undefined) return { entries, end, broken };
      end = { position: Number(link.position), hash: link.hash };
      entries += 1;
    }
    if (links.length < AT_ONCE) return { entries, end };
  }
}

function brokenLink(link: Link, before: Head, seen: Head | undefined): string | undefined {
  const position = Number(link.position);
  const entry = `entry ${link.position} (number ${link.id}, written ${link.at.toISOString()})`;
  if (position > before.position + 1) return `entry ${String(before.position + 1)} was removed`;
  if (position <= before.position) return `${entry} was added`;
  if (link.own !== link.hash) return `${entry} was altered`;
  if (link.previous !== before.hash) return `${entry} does not follow the entry in front of it: one was reordered or put in its place`;
  if (seen?.position === position && seen.hash !== link.hash) return `${entry} is another than when the trail was last verified`;
  return undefined;
}

function brokenEnd(end: Head, head: Head | undefined, seen: Head | undefined): string | undefined {
  const last = Math.max(head?.position ?? 0, seen?.position ?? 0);
  if (end.position < last) return `entry ${String(end.position + 1)} was removed, and all after it up to entry ${String(last)}`;
  if (head?.position !== end.position || head.hash !== end.hash) return `the chain's end is not what its head says: the head was altered`;
  return undefined;
}

async function rows<Row extends object>(client: Client, sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, values)).rows;
}
