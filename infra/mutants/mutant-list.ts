import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kind, type Mutation, mutationsOf } from './mutations.rules';

/** The committed list, within the repository. */
export const LIST_FILE = 'infra/mutants/mutants.json';

/** The mutations of one file that its specs must notice. */
export interface MutatedFile {
  /** The specs that claim the file's rules, the quickest first. */
  readonly specs: readonly string[];
  /** Names of its mutations. */
  readonly mutants: readonly string[];
  /** Why a mutation cannot be noticed: it changes nothing that anybody could see. */
  readonly survivors?: Readonly<Record<string, string>>;
}

export type MutantList = Readonly<Record<string, MutatedFile>>;

/** A mutation of the list with the file that it changes and the specs that claim it. */
export interface Mutant extends Mutation {
  readonly file: string;
  readonly specs: readonly string[];
  /** Why it is known to survive, if it is. */
  readonly survivesBecause: string | undefined;
}

/** Columns that say whose a record is. */
export const SCOPED = /\b(?:organisation_id|scheme_id|scheme_ids|sender_id|provider_id)\b/;

/** No more than so many of one line: they would all be caught by one assertion. */
const OF_ONE_LINE = 2;

export function readList(root: string): MutantList {
  return JSON.parse(readFileSync(join(root, LIST_FILE), 'utf8')) as MutantList;
}

export function writeList(root: string, list: MutantList): void {
  writeFileSync(join(root, LIST_FILE), `${JSON.stringify(list, null, 2)}\n`);
}

/** The mutants of the list as they stand in today's sources, and the names that no longer stand in them. */
export function mutantsOf(root: string, list: MutantList): { mutants: Mutant[]; stale: string[] } {
  const mutants: Mutant[] = [];
  const stale: string[] = [];
  for (const [file, { specs, mutants: names, survivors }] of Object.entries(list)) {
    const known = new Map(mutationsOf(sourceOf(root, file)).map((mutation) => [mutation.name, mutation]));
    for (const name of names) {
      const mutation = known.get(name);
      if (mutation) mutants.push({ ...mutation, file, specs, survivesBecause: survivors?.[name] });
      else stale.push(`${file}: ${name}`);
    }
  }
  return { mutants, stale };
}

/**
 * The list brought up to the sources: a file keeps the mutations that still stand in it and gets others for those that do not, `count` in
 * all where it has as many; kinds take turns, so that each is there. What is chosen depends on the names alone.
 */
export function chosen(root: string, file: string, count: number, before: MutatedFile | undefined, specs: readonly string[]): MutatedFile {
  const mutations = mutationsOf(sourceOf(root, file)).filter(({ name }) => !name.includes('this.audit.'));
  const kept = mutations.filter(({ name }) => before?.mutants.includes(name));
  const picked = [...kept];
  const perLine = new Map<string, number>();
  for (const mutation of [...kept, ...inTurns(mutations)]) {
    const line = mutation.name.slice(mutation.name.indexOf(' in ') + 4);
    const already = perLine.get(line) ?? 0;
    if (picked.includes(mutation)) perLine.set(line, already + 1);
    else if (picked.length < count && already < OF_ONE_LINE) {
      perLine.set(line, already + 1);
      picked.push(mutation);
    }
  }
  const names = mutations.filter((mutation) => picked.includes(mutation)).map(({ name }) => name);
  const survivors = Object.entries(before?.survivors ?? {}).filter(([name]) => names.includes(name));
  return { specs, mutants: names, ...(survivors.length > 0 ? { survivors: Object.fromEntries(survivors) } : {}) };
}

/** One of each kind after the other, in an order that looks random and is always the same. */
function inTurns(mutations: readonly Mutation[]): Mutation[] {
  const kinds = new Map<Kind, Mutation[]>();
  for (const mutation of inOrder(mutations)) kinds.set(mutation.kind, [...(kinds.get(mutation.kind) ?? []), mutation]);
  const queues = [...kinds.values()];
  const taken = mutations.flatMap((_, turn) => queues.flatMap((queue) => queue[turn] ?? []));
  return [...taken.filter(isOfScope), ...taken.filter((mutation) => !isOfScope(mutation))];
}

function inOrder(mutations: readonly Mutation[]): Mutation[] {
  return [...mutations].sort((one, other) => (hash(one.name) < hash(other.name) ? -1 : 1));
}

/** A query that would read the records of others. */
function isOfScope({ replacement }: Mutation): boolean {
  return replacement.endsWith(' OR true)') && SCOPED.test(replacement);
}

function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function sourceOf(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
