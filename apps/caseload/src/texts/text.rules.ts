import type { FieldProblem } from '#libs/contracts';
import { ENGLISH, type TextKey } from './english.rules';
import { WELSH } from './welsh.rules';

/** The languages in which the service writes to people, BCP 47. */
export const LANGUAGES = ['en', 'cy'] as const;
export type Language = (typeof LANGUAGES)[number];

export const DEFAULTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en: ENGLISH, cy: WELSH };

export const TEXT_KEYS = Object.keys(ENGLISH) as readonly TextKey[];

/** What fills the gaps of a text, by the gap's name. */
export type TextValues = Readonly<Partial<Record<string, string>>>;

/** Says a text of the catalogue in one language, its gaps filled. */
export type Say = (key: TextKey, values?: TextValues) => string;

/** A gap as GOV.UK Notify writes it: `((worker))`. */
const GAP = /\(\(([^()]*)\)\)/g;
const LONGEST = 2000;

/** The gaps of a text, each once. */
export function gapsOf(text: string): string[] {
  return [...new Set([...text.matchAll(GAP)].map(([, name = '']) => name))];
}

/** The gaps a text may have: those of its default, which is what the service knows where the text is used. */
export function allowedGapsOf(key: TextKey): string[] {
  return gapsOf(ENGLISH[key]);
}

export function filled(text: string, values: TextValues): string {
  return text.replaceAll(GAP, (_gap, name: string) => values[name] ?? '');
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(ENGLISH, key);
}

export function isLanguage(language: unknown): language is Language {
  return LANGUAGES.some((known) => known === language);
}

/** Everything that is wrong with a text that is to stand in the place of a default. */
export function problemsOfText(key: TextKey, text: string): FieldProblem[] {
  const allowed = allowedGapsOf(key);
  const unknown = gapsOf(text).filter((gap) => !allowed.includes(gap));
  const may = allowed.length > 0 ? `It may have ${allowed.map((gap) => `((${gap}))`).join(', ')}.` : 'It may have none.';
  const problems = unknown.map((gap) => problem('unknown-placeholder', `There is nothing to put in place of ((${gap})). ${may}`));
  // A link or code that is left out makes the message worthless.
  const lost = allowed.filter((gap) => NEEDED.has(gap) && !gapsOf(text).includes(gap));
  problems.push(...lost.map((gap) => problem('placeholder-missing', `The text must have ((${gap})).`)));
  const rest = text.replaceAll(GAP, '');
  if (rest.includes('((') || rest.includes('))')) problems.push(problem('placeholder-malformed', 'A placeholder is written ((name)).'));
  if (text.trim() === '') problems.push(problem('empty', 'The text must not be empty.'));
  if (text.length > LONGEST) problems.push(problem('too-long', `The text may have ${String(LONGEST)} characters.`));
  if (key.endsWith('.subject') && /[\r\n]/.test(text)) problems.push(problem('one-line', 'A subject is one line.'));
  return problems;
}

const NEEDED: ReadonlySet<string> = new Set(['link', 'code']);

function problem(code: string, detail: string): FieldProblem {
  return { pointer: '/text', code, detail };
}
