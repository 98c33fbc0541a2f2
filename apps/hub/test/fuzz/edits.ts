import type { Dice } from '../../../../infra/demo/year/dice';
import { CONDITIONS, oddText, oddValue, oddWords } from './odd-values';

type Holder = Record<string, unknown>;
/** A value inside of another: an element of a list, or a member of an object. */
interface Place {
  readonly holder: Holder;
  readonly key: string;
  readonly path: string;
}
/** Changes the message in place and says in one line what it did; nothing where there is nothing that it could change. */
type Edit = (message: Holder, dice: Dice, number: string) => string | undefined;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Every value of the message, at every depth. */
function placesIn(holder: Holder, path = ''): Place[] {
  return Object.entries(holder).flatMap(([key, value]) => {
    const at = Array.isArray(holder) ? `${path}[${key}]` : `${path}.${key}`;
    return [{ holder, key, path: at }, ...(isHolder(value) ? placesIn(value, at) : [])];
  });
}

const valueAt = ({ holder, key }: Place): unknown => holder[key];

function put({ holder, key }: Place, value: unknown): void {
  // As JSON.parse does it, also for `__proto__`.
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function takeOut({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

/** The value as one line of plain ASCII, so that a terminal shows what was sent. */
export function shown(value: unknown): string {
  const text = (JSON.stringify(value) as string | undefined) ?? 'nothing';
  const plain = text.replaceAll(/[^\u0020-\u007e]/g, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return plain.length > 90 ? `${plain.slice(0, 80)}… (${String(plain.length)} characters)` : plain;
}

const somewhere = (message: Holder, dice: Dice, fits: (place: Place) => boolean = () => true): Place | undefined => {
  const places = placesIn(message).filter(fits);
  return places.length > 0 ? dice.pick(places) : undefined;
};
const isText = (place: Place): boolean => typeof valueAt(place) === 'string';
const isReference = (place: Place): boolean => place.key === 'reference' || place.key === 'fullUrl';

function resourcesOf(message: Holder): Holder[] {
  const entries = Array.isArray(message['entry']) ? (message['entry'] as unknown[]) : [];
  return entries.flatMap((entry) => (isHolder(entry) && isHolder(entry['resource']) ? [entry['resource']] : []));
}

const remove: Edit = (message, dice) => {
  const place = somewhere(message, dice);
  if (!place) return undefined;
  takeOut(place);
  return `remove ${place.path}`;
};

const replace: Edit = (message, dice) => {
  const place = somewhere(message, dice);
  if (!place) return undefined;
  put(place, oddValue(dice));
  return `put ${shown(valueAt(place))} at ${place.path}`;
};

const replaceText: Edit = (message, dice) => {
  const place = somewhere(message, dice, isText);
  if (!place) return undefined;
  put(place, oddText(dice));
  return `put ${shown(valueAt(place))} at ${place.path}`;
};

/** Where people write words, so that any are right. */
const WORDS = new Set(['family', 'given', 'prefix', 'suffix', 'text', 'line', 'city', 'district', 'postalCode', 'display', 'description']);

const rewriteWords: Edit = (message, dice) => {
  const place = somewhere(
    message,
    dice,
    (each) => isText(each) && (WORDS.has(each.key) || /\.(given|prefix|line)\[\d+\]$/.test(each.path)),
  );
  if (!place) return undefined;
  put(place, oddWords(dice));
  return `write ${shown(valueAt(place))} at ${place.path}`;
};

const spoilText: Edit = (message, dice) => {
  const place = somewhere(message, dice, isText);
  if (!place) return undefined;
  const text = valueAt(place) as string;
  const cut = dice.below(text.length + 1);
  put(place, text.slice(0, cut) + oddText(dice) + text.slice(cut));
  return `make ${place.path} ${shown(valueAt(place))}`;
};

const doubleElement: Edit = (message, dice) => {
  const place = somewhere(message, dice, ({ holder }) => Array.isArray(holder));
  if (!place) return undefined;
  const copies = dice.pick([1, 1, 1, 3, 1000]);
  (place.holder as unknown as unknown[]).push(...Array.from({ length: copies }, () => structuredClone(valueAt(place))));
  return `add ${String(copies)} more of ${place.path}`;
};

const wrapOrUnwrap: Edit = (message, dice) => {
  const place = somewhere(message, dice);
  if (!place) return undefined;
  const value = valueAt(place);
  put(place, Array.isArray(value) ? (value[0] as unknown) : [value]);
  return Array.isArray(value) ? `take ${place.path} out of its list` : `put ${place.path} into a list`;
};

const swapTwo: Edit = (message, dice) => {
  const [one, other] = [somewhere(message, dice), somewhere(message, dice)];
  if (!one || !other || one.path.startsWith(other.path) || other.path.startsWith(one.path)) return undefined;
  const value = valueAt(one);
  put(one, valueAt(other));
  put(other, value);
  return `swap ${one.path} and ${other.path}`;
};

const swapReferences: Edit = (message, dice) => {
  const [one, other] = [somewhere(message, dice, isReference), somewhere(message, dice, isReference)];
  if (!one || !other) return undefined;
  put(one, valueAt(other));
  return `put ${other.path} at ${one.path}`;
};

const moveBetween: Edit = (message, dice) => {
  const resources = resourcesOf(message);
  const [from, to] = [resources[dice.below(resources.length)], resources[dice.below(resources.length)]];
  if (!from || !to || from === to) return undefined;
  const key = dice.pick(Object.keys(from));
  to[key] = from[key];
  return `give ${key} of ${shown(from['resourceType'])} to ${shown(to['resourceType'])}`;
};

const setCondition: Edit = (message, dice, number) => {
  const place = somewhere(message, dice, ({ key, holder }) => key === 'request' && isHolder(holder['request']));
  if (!place) return undefined;
  const condition = dice.pick(CONDITIONS);
  const value = typeof condition === 'string' ? condition.replaceAll('…', number) : condition;
  (valueAt(place) as Holder)['ifNoneExist'] = value;
  return `put ${shown(value)} at ${place.path}.ifNoneExist`;
};

const changeIdentifiers: Edit = (message, dice, number) => {
  const resources = resourcesOf(message);
  const resource = resources[dice.below(resources.length)];
  if (!resource) return undefined;
  const kept: unknown[] = Array.isArray(resource['identifier']) ? resource['identifier'] : [];
  const system = 'https://gp.example/referral';
  const more = dice.pick<unknown[]>([
    [...kept, ...kept],
    [...kept, { system, value: `R-${number}` }, { use: 'old', system, value: `R-${number}` }],
    // Of an earlier mutation.
    [...kept, { system, value: `R-${number.replace(/\d+$/, (last) => String(Math.max(0, Number(last) - dice.below(50))))}` }],
    [...kept, { system, value: 'x'.repeat(dice.pick([256, 257, 3000, 9000])) }],
    [...kept, { system: `https://gp.example/${'y'.repeat(dice.pick([490, 600, 9000]))}`, value: number }],
    [...kept, { system }, { value: number }, { use: 'usual' }],
    Array.from({ length: 900 }, (_, index) => ({ system, value: `${number}-${String(index)}` })),
  ]);
  resource['identifier'] = more;
  return `give ${shown(resource['resourceType'])} the identifiers ${shown(more)}`;
};

/** Well-formed additions that FHIR knows: most of them have to go through. */
const addKnown: Edit = (message, dice, number) => {
  const resources = resourcesOf(message);
  const resource = resources[dice.below(resources.length)];
  if (!resource) return undefined;
  const [name, value] = dice.pick<readonly [string, unknown]>([
    ['extension', [{ url: 'https://gp.example/x', valueString: oddWords(dice) }]],
    ['extension', [{ url: 'https://gp.example/x', extension: [{ url: 'y', valueDecimal: 1.5 }] }]],
    ['modifierExtension', [{ url: 'https://gp.example/x', valueBoolean: true }]],
    ['meta', { tag: [{ code: 'x' }], versionId: oddText(dice), lastUpdated: '2026-11-22T08:55:00Z' }],
    ['id', dice.pick(['1', number, oddText(dice)])],
    ['language', dice.pick(['en', 'cy', oddText(dice)])],
    ['implicitRules', 'https://gp.example/rules'],
    ['text', { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${oddText(dice)}</div>` }],
    ['contained', [{ resourceType: 'Organization', id: 'o', name: oddText(dice) }]],
    ['name', [{ given: [null, 'Ada'], _given: [{ extension: [{ url: 'https://gp.example/x', valueCode: 'masked' }] }, null] }]],
    ['name', [{ text: oddText(dice) }]],
    ['name', [{ text: oddWords(dice) }]],
    ['name', [{ given: [oddWords(dice), oddWords(dice)], family: oddWords(dice), prefix: [oddWords(dice)] }]],
    ['name', [{ use: 'old', family: oddText(dice) }, { given: [oddText(dice), oddText(dice)] }]],
    ['telecom', [{ system: dice.pick(['phone', 'email', 'sms']), value: oddText(dice), rank: 1, period: { end: '2020' } }]],
    ['telecom', [{ system: dice.pick(['phone', 'email']), value: oddText(dice) }]],
    ['telecom', [{ system: dice.pick(['phone', 'email', 'url']), value: oddWords(dice) }]],
    ['address', [{ postalCode: oddText(dice), line: [null], _line: [{ id: 'x' }] }]],
    ['birthDate', oddText(dice)],
    ['birthDate', dice.pick(['1951', '1951-03', '0001-01-01', '9999-12-31', '2024-02-29'])],
    ['gender', dice.pick(['male', 'female', 'other', 'unknown'])],
    ['note', [{ text: oddText(dice), time: '2026-11-22' }]],
    ['note', [{ text: oddWords(dice) }]],
    ['note', Array.from({ length: 300 }, () => ({ text: oddWords(dice) }))],
    ['reasonCode', [{ text: oddText(dice) }, { text: oddText(dice) }]],
    ['reasonCode', Array.from({ length: 40 }, () => ({ text: 'x'.repeat(110) }))],
    ['priority', dice.pick(['routine', 'urgent', 'asap', 'stat', 'x'])],
    ['performer', [{ reference: oddText(dice) }]],
    [
      'orderDetail',
      [
        {
          coding: [
            {
              system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
              code: 'contacting-subject-prohibited',
            },
          ],
        },
      ],
    ],
    ['authoredOn', oddText(dice)],
    ['occurrenceDateTime', oddText(dice)],
    ['deceasedBoolean', false],
    ['multipleBirthInteger', dice.pick([1, 0, -1, 2 ** 40])],
  ]);
  resource[name] = value;
  return `give ${shown(resource['resourceType'])} the ${name} ${shown(value)}`;
};

const addUnknown: Edit = (message, dice) => {
  const place = somewhere(message, dice, (each) => isHolder(valueAt(each)) && !Array.isArray(valueAt(each)));
  if (!place) return undefined;
  const inside = valueAt(place) as Holder;
  const names = Object.keys(inside);
  const name = dice.pick([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '',
    'a b',
    'resourceType',
    ...names.map((each) => `_${each}`),
  ]);
  put(
    { holder: inside, key: name, path: '' },
    dice.pick<unknown>([{ extension: [{ url: 'x', valueString: 'y' }] }, { id: 'x' }, null, [null], oddValue(dice)]),
  );
  return `put ${shown(inside[name])} at ${place.path}.${shown(name)}`;
};

const addEntry: Edit = (message, dice) => {
  const entries = message['entry'];
  if (!Array.isArray(entries)) return undefined;
  const [patient, request] = resourcesOf(message).map((_, index) => (entries[index] as Holder | undefined)?.['fullUrl']);
  const subject = { reference: patient ?? 'Patient/1' };
  const resource = dice.pick<Holder>([
    { resourceType: 'Observation', status: 'final', code: { text: oddText(dice) }, subject, valueString: oddWords(dice) },
    {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Steps' },
      subject,
      valueQuantity: { value: dice.pick(NUMBERS_IN_USE) },
    },
    { resourceType: 'Condition', subject, code: { text: oddText(dice) } },
    {
      resourceType: 'Consent',
      status: 'active',
      scope: { text: 'x' },
      category: [{ text: 'x' }],
      patient: subject,
      policyRule: { text: 'x' },
    },
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      basedOn: [{ reference: request ?? '' }],
      item: [{ linkId: '1', answer: [{ valueString: oddText(dice) }] }],
    },
    {
      resourceType: 'Practitioner',
      name: [{ family: oddText(dice) }],
      identifier: [{ system: 'https://gp.example/p', value: oddText(dice) }],
    },
    { resourceType: 'RelatedPerson', patient: subject },
    { resourceType: 'Organization', name: oddText(dice), identifier: [{ value: 'x' }] },
    { resourceType: 'Flag', status: 'active', code: { text: 'x' }, subject },
    { resourceType: 'Medication' },
    { resourceType: 'Bundle', type: 'collection' },
    { resourceType: 'Nonsense' },
    structuredClone(dice.pick(resourcesOf(message).concat({ resourceType: 'Patient' }))),
  ]);
  const type = String(resource['resourceType']);
  const fullUrl = dice.pick([
    `urn:uuid:00000000-0000-4000-8000-${String(dice.below(1e9)).padStart(12, '0')}`,
    `https://gp.example/fhir/${type}/1`,
    patient,
  ]);
  const entry = {
    ...(fullUrl === undefined ? {} : { fullUrl }),
    resource,
    request: { method: dice.pick(['POST', 'POST', 'POST', 'PUT', 'DELETE']), url: type },
  };
  entries.splice(dice.below(entries.length + 1), 0, entry);
  return `add the entry ${shown(entry)}`;
};
const NUMBERS_IN_USE = [1, 1.5, -2, 1e21, 12345678901234567890];

const nest: Edit = (message, dice) => {
  const resources = resourcesOf(message);
  const resource = resources[dice.below(resources.length)];
  if (!resource) return undefined;
  const depth = dice.pick([5, 30, 70, 400]);
  let extension: Holder = { url: 'x', valueString: 'y' };
  for (let level = 0; level < depth; level += 1) extension = { url: 'x', extension: [extension] };
  resource['extension'] = [extension];
  return `nest ${String(depth)} extensions in ${shown(resource['resourceType'])}`;
};

/** By how often each is drawn. */
export const EDITS: readonly Edit[] = [
  ...[remove, remove, remove],
  ...[replace, replace],
  ...[replaceText, replaceText, replaceText],
  ...Array.from({ length: 10 }, () => rewriteWords),
  ...[spoilText, spoilText, spoilText],
  ...[doubleElement, doubleElement],
  wrapOrUnwrap,
  swapTwo,
  ...[swapReferences, swapReferences],
  moveBetween,
  ...[setCondition, setCondition],
  ...[changeIdentifiers, changeIdentifiers],
  ...Array.from({ length: 12 }, () => addKnown),
  ...[addUnknown, addUnknown],
  ...[addEntry, addEntry, addEntry],
  nest,
];

/** Changes the bytes of a message and says in one line what it did. */
type ByteEdit = (bytes: Buffer, dice: Dice) => readonly [Buffer, string];

export const BYTE_EDITS: readonly ByteEdit[] = [
  (bytes) => [
    Buffer.from(bytes.toString('utf8').replace('Exampleton', 'Mülheim').replace('company', 'compañía'), 'latin1'),
    'write it as Latin-1',
  ],
  (bytes, dice) => {
    const end = dice.below(bytes.length);
    return [bytes.subarray(0, end), `cut it after ${String(end)} bytes`];
  },
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    const other = Buffer.from(bytes);
    other[at] = dice.below(256);
    return [other, `make byte ${String(at)} ${String(other[at])}`];
  },
  (bytes, dice) => {
    const quote = bytes.indexOf('"text"');
    const at = dice.pick([quote < 0 ? 0 : quote + 9, dice.below(bytes.length)]);
    const odd = dice.pick([[0xc3], [0xff], [0xed, 0xa0, 0xbd], [0xf0, 0x9f], [0xc0, 0x80], [0]]);
    return [
      Buffer.concat([bytes.subarray(0, at), Buffer.from(odd), bytes.subarray(at)]),
      `put the bytes ${odd.join(' ')} at ${String(at)}`,
    ];
  },
  (bytes, dice) => {
    const text = bytes.toString('utf8');
    const objects = [...text.matchAll(/\{"(\w+)":("[^"]*")/g)];
    const found = objects[dice.below(objects.length)];
    if (!found) return [bytes, 'leave it'];
    const [whole, name, value] = found;
    const doubled = `{"${name ?? ''}":${dice.pick([value ?? '""', '"other"', 'true'])},${whole.slice(1)}`;
    return [
      Buffer.from(text.slice(0, found.index) + doubled + text.slice(found.index + whole.length)),
      `name ${name ?? ''} twice at ${String(found.index)}`,
    ];
  },
  (bytes) => [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), 'put a byte order mark in front'],
  (bytes) => [Buffer.from(bytes.toString('utf8'), 'utf16le'), 'write it as UTF-16'],
  (bytes) => [Buffer.concat([bytes, Buffer.from('}')]), 'add a brace'],
  (bytes) => [Buffer.from(`${'['.repeat(20_000)}${bytes.toString('utf8')}`), 'put 20,000 brackets in front'],
  (bytes) => [Buffer.from(bytes.toString('utf8').replace(/:"[^"]*"/, ':1e999')), 'write a number without end'],
  (bytes) => [Buffer.from(bytes.toString('utf8').replaceAll('","', '",\u00a0"')), 'use spaces that JSON does not know'],
];
