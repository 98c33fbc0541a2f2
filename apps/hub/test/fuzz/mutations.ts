import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from '../../../../infra/demo/year/dice';
import { ROOT } from '../../../../infra/launcher/root';

import { BYTE_EDITS, EDITS } from './edits';

/** A message that mutations begin from. */
export interface Base {
  readonly name: string;
  readonly bytes: Buffer;
}

/** One message to be sent: a base and what is done to it, each edit by the seed of its own dice. */
export interface Mutation {
  /** From 0 in its run. */
  readonly place: number;
  readonly base: Base;
  readonly edits: readonly number[];
}

export interface Message {
  readonly body: Buffer;
  /** What was done to the base, a line each. */
  readonly did: readonly string[];
}

const EXAMPLE = 'docs/examples/referral.json';
/** Messages that once broke the door, where the machine has them. */
const CASES = join(ROOT, '../shared/findings/fhir-door');

export function bases(): { readonly bases: readonly Base[]; readonly casesThere: boolean } {
  const example = { name: EXAMPLE, bytes: readFileSync(join(ROOT, EXAMPLE)) };
  const casesThere = existsSync(CASES);
  const files = casesThere ? readdirSync(CASES).filter((file) => file.endsWith('.json')) : [];
  return { bases: [example, ...files.map((name) => ({ name, bytes: readFileSync(join(CASES, name)) }))], casesThere };
}

/** The mutations of a seed, always the same: first every base as it is, then most of them from the example. */
export function mutations(seed: number, count: number, from: readonly Base[]): Mutation[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, (_, place) => {
    const untouched = from[place];
    if (untouched) return { place, base: untouched, edits: [] };
    const base = dice.next() < 0.75 ? from[0] : dice.pick(from);
    if (!base) throw new RangeError('There is nothing to mutate');
    const edits = Array.from({ length: dice.pick([1, 1, 1, 1, 2, 2, 3]) }, () => dice.below(2 ** 31));
    return { place, base, edits };
  });
}

/** Share of edits that change bytes instead of values. */
const OF_BYTES = 0.08;

/** The message of a mutation, or of some of its edits. `number` makes its identifiers its own: nothing that was sent before has them. */
export function messageOf({ base, edits }: Pick<Mutation, 'base' | 'edits'>, number: string, nhsNumber: string): Message {
  const fresh = base.bytes
    .toString('latin1')
    .replaceAll('R-1204', `R-${number}`)
    .replaceAll('T-81', `T-${number}`)
    .replaceAll('CASE-', `CASE-${number}-`)
    .replaceAll('SHARED', `SHARED-${number}`)
    .replaceAll(/9000000009|9434765919/g, nhsNumber);
  let bytes: Buffer = Buffer.from(fresh, 'latin1');
  const did: string[] = [];
  for (const seed of edits) {
    const dice = new Dice(seed);
    const value = dice.next() < OF_BYTES ? undefined : objectOf(bytes);
    if (value) {
      const what = dice.pick(EDITS)(value, dice, number);
      if (what === undefined) continue;
      bytes = Buffer.from(JSON.stringify(value));
      did.push(what);
    } else {
      const [other, what] = dice.pick(BYTE_EDITS)(bytes, dice);
      bytes = other;
      did.push(what);
    }
  }
  return { body: bytes, did };
}

function objectOf(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A made-up NHS number with its check digit, of the range 999 that is never given to anybody. */
export function nhsNumberOf(place: number): string {
  for (let nine = 999_000_000 + ((place * 7) % 999_000); ; nine += 1) {
    const sum = Array.from(String(nine)).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${String(nine)}${String(check)}`;
  }
}
