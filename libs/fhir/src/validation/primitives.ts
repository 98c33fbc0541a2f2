import { isStorableText } from '#libs/contracts';

/** What is wrong with a primitive's text or number, or `undefined`; the sentence never repeats the value. */
export type PrimitiveFault = { readonly code: 'structure' | 'value' | 'too-long'; readonly diagnostics: string } | undefined;

const YEAR = '(?:[1-9]\\d{3}|0\\d{3})';
const ZONE = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d{1,9})?';
const DATE = new RegExp(`^(${YEAR})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\\d|3[01]))?)?$`);
const DATE_TIME = new RegExp(`^(${YEAR})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\\d|3[01])(?:T${TIME}${ZONE})?)?)?$`);
const INSTANT = new RegExp(`^(${YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T${TIME}${ZONE}$`);
const WITHOUT_ZONE = new RegExp(`T${TIME}$`);

const DATES: Readonly<Record<string, RegExp>> = { date: DATE, dateTime: DATE_TIME, instant: INSTANT };
const NUMBERS = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']);
/** FHIR strings hold at most 1 MB. */
const LONGEST = 1024 * 1024;

const wrongType = (expected: string): PrimitiveFault => ({ code: 'structure', diagnostics: `A ${expected} is expected here.` });
const wrongValue = (diagnostics: string): PrimitiveFault => ({ code: 'value', diagnostics });

function dateFault(type: string, pattern: RegExp, text: string): PrimitiveFault {
  const match = pattern.exec(text);
  if (!match) {
    return WITHOUT_ZONE.test(text) ? wrongValue(`A ${type} with a time needs a time zone.`) : wrongValue(`This is not a valid ${type}.`);
  }
  const [, year, month, day] = match;
  if (day === undefined) return undefined;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > last ? wrongValue(`This is not a valid ${type}: the month has no such day.`) : undefined;
}

function textFault(type: string, text: string): PrimitiveFault {
  if (!isStorableText(text)) return wrongValue('The text holds NUL or half of a surrogate pair, so it is not well-formed Unicode.');
  if (text.trim() === '') return wrongValue('A value must not be empty.');
  if (text.length > LONGEST) return { code: 'too-long', diagnostics: 'A text must not be longer than 1 MB.' };
  const pattern = DATES[type];
  return pattern ? dateFault(type, pattern, text) : undefined;
}

/** Checks what medplum does not see in a primitive: its JSON type in arrays too, emptiness, days no month has, a time without zone. */
export function primitiveFault(type: string, value: unknown): PrimitiveFault {
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : wrongType('boolean');
  if (NUMBERS.has(type)) return typeof value === 'number' ? undefined : wrongType('number');
  return typeof value === 'string' ? textFault(type, value) : wrongType('string');
}
