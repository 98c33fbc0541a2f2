import { randomUUID } from 'node:crypto';
import type { Operation, Schema } from './open-api-documents';

/** Names of what every object has in JavaScript, and no request may have. */
const INHERITED = ['toString', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf'];
const LONG = 'x'.repeat(60_000);
const DEEP = `${'['.repeat(5000)}1${']'.repeat(5000)}`;
/** What nobody may be answered 500 for, where a day or a time is expected. */
const DATES = ['0000-01-01', '-000001-01-01', '9999-12-31T23:59:59Z', '2030-02-30', '2030-13-01T00:00:00Z', '2030-W01-1', '1e9', 'now'];
const NUMBERS = [-1, 1e308, 1.5, Number.MAX_SAFE_INTEGER, -0.1];
const PARTS = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%',
  'x',
  '-1',
  '9'.repeat(30),
  'constructor',
  "'%20OR%201=1",
  '..%2f..',
  '%F0%9F%8C%B3',
  'y'.repeat(480),
];
const CURSORS = ['["\\u0000"]', '["\\u0000","ID"]', '["\\ud800","ID"]', '["x","x"]', '[1]', '{}', '[]', '"x"'];

/** A list that is ordered by names takes these. */
const DATE_CURSORS = ['["2026-13-45","ID"]', '["0000-01-01T00:00:00Z","ID"]'];

/** One call that breaks something, or leaves something open that may be left open. */
export interface WrongInput {
  /** What is wrong with it, without the value. */
  readonly kind: string;
  /** From the address's `?` on. */
  readonly query?: string;
  /** Values of the path's parameters that differ from those of the world, percent-encoded. */
  readonly path?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** As sent. */
  readonly body?: string | Buffer;
  /** Of a field that is null and may be absent: the body without it, which must be answered alike. Without this the call must be refused. */
  readonly absent?: string;
}

/** A body that keeps to the schema, as far as a schema can tell. */
export function fittingBody(said: Schema, operation: Operation): unknown {
  const schema = operation.resolve(said);
  const known = said.example ?? schema.example ?? schema.enum?.[0] ?? schema.default;
  if (known !== undefined) return known;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name))
          .map(([name, property]) => [name, fittingBody(property, operation)]),
      );
    case 'array':
      return [fittingBody(schema.items ?? {}, operation)];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    default:
      return (
        { uuid: randomUUID(), date: '2030-01-07', 'date-time': '2030-01-07T10:00:00Z', email: 'ana@example.org' }[schema.format ?? ''] ??
        'Some words'
      );
  }
}

/** Every kind of wrong input that the operation's document gives an opening for. */
export function wrongInputsOf(operation: Operation): WrongInput[] {
  const { body, parameters = [] } = operation;
  return [
    ...(body ? wrongBodies(body, operation) : []),
    ...parameters
      .filter(({ in: place }) => place === 'query')
      .flatMap(({ name, schema = {} }) => wrongQueries(name, operation.resolve(schema))),
    ...(operation.method === 'GET'
      ? ['constructor=1', 'x=%ED%A0%80', 'x=%00'].map((query) => ({ kind: `unknown query ${query}`, query: `?${query}` }))
      : []),
    ...parameters
      .filter(({ in: place }) => place === 'path')
      .flatMap(({ name }) => PARTS.map((part) => ({ kind: `path ${name} ${part.slice(0, 12)}`, path: { [name]: part } }))),
  ];
}

function wrongBodies(schema: Schema, operation: Operation): WrongInput[] {
  const fitting = fittingBody(schema, operation) as Record<string, unknown>;
  const text = JSON.stringify(fitting);
  const open = text === '{}' ? '{' : `${text.slice(0, -1)},`;
  const changed = (kind: string, body: unknown): WrongInput => ({ kind, body: JSON.stringify(body) });
  return [
    ...['[]', '"text"', '7', 'true', '{', '{"a":', 'nul', '\u0000'].map((body) => ({ kind: `body ${body.slice(0, 6)}`, body })),
    { kind: 'bytes that are no text', body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
    { kind: 'deep body', body: DEEP },
    { kind: 'deep unknown field', body: `${open}"unknown":${DEEP}}` },
    { kind: 'NUL in an unknown field', body: `${open}"unknown":"\\u0000"}` },
    { kind: 'the same field twice', body: `${open}"twice":1,"twice":2}` },
    { kind: 'large body', body: `${open}"unknown":"${'x'.repeat(300_000)}"}` },
    { kind: 'another media type', body: text, headers: { 'content-type': 'text/csv' } },
    { kind: 'a form', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    changed('many unknown fields', {
      ...fitting,
      ...Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`unknown${String(index)}`, index])),
    }),
    ...INHERITED.map((name) => ({ kind: `field ${name}`, body: `${open}"${name}":{"a":1}}` })),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => wrongFields(name, property, schema, fitting, operation)),
  ];
}

function wrongFields(name: string, said: Schema, of: Schema, fitting: Record<string, unknown>, operation: Operation): WrongInput[] {
  const schema = operation.resolve(said);
  const place = (kind: string, value: unknown): WrongInput => ({
    kind: `${name}: ${kind}`,
    body: JSON.stringify({ ...fitting, [name]: value }),
  });
  // JSON.stringify escapes half a character, so the bytes are well-formed and the text is not.
  const texts = (wrap: (text: string) => unknown): WrongInput[] => [
    place('NUL', wrap('a\0b')),
    place('half a character', wrap('a\ud800b')),
    place('half a pair', wrap('\udc00')),
  ];
  const optional =
    of.required?.includes(name) === true || said.nullable === true
      ? []
      : [{ ...place('null', null), absent: JSON.stringify({ ...fitting, [name]: undefined }) }];
  const wrongType = [{}, [], { a: { b: [1] } }, [[['x']]], 'text', 7, true].filter(
    (value) => typeOf(value) !== schema.type && !(schema.type === 'number' && typeOf(value) === 'integer'),
  );
  const common = [
    ...optional,
    ...wrongType.map((value) => place(`as ${typeOf(value)}`, value)),
    { ...place('deep', 1), body: JSON.stringify({ ...fitting, [name]: 'DEEP' }).replace('"DEEP"', DEEP) },
  ];
  if (schema.enum) return [...common, ...texts((text) => text), place('unknown code', 'unknown-code'), place('inherited', 'constructor')];
  switch (schema.type) {
    case 'string':
      return [
        ...common,
        ...texts((text) => text),
        place('too long', LONG),
        ...(schema.format === 'date' || schema.format === 'date-time'
          ? DATES.filter((date) => schema.format === 'date' || date.length !== 20).map((date) => place(`date ${date}`, date))
          : []),
        ...(schema.format === 'uuid' ? [place('no id', 'x'), place('half an id', randomUUID().slice(0, 20))] : []),
        ...(schema.format === 'email'
          ? ['a@x.org, evil@y.org', 'a@x.org\nb@y.org', '<a@x.org>', 'a'].map((email) => place('no single address', email))
          : []),
      ];
    case 'array': {
      const item = fittingBody(schema.items ?? {}, operation);
      const items = operation.resolve(schema.items ?? {});
      return [
        ...common,
        place(
          'too many',
          Array.from({ length: (schema.maxItems ?? 0) + 1 }, () => item),
        ),
        place(
          'too many for any list',
          Array.from({ length: 1500 }, () => 1),
        ),
        ...(items.type === 'string' ? texts((text) => [text]) : []),
        place('null within', [null]),
        place('numbers within', [1e308]),
        ...(items.type === 'object' ? [place('unknown field within', [{ ...(item as object), constructor: 1 }])] : []),
      ];
    }
    case 'integer':
    case 'number':
      return [
        ...common,
        ...NUMBERS.filter(
          (number) =>
            number < (schema.minimum ?? 0) || number > (schema.maximum ?? 0) || (schema.type === 'integer' && !Number.isInteger(number)),
        ).map((number) => place(`number ${String(number)}`, number)),
      ];
    case 'object': {
      const inner = Object.entries(schema.properties ?? {}).flatMap(([part, property]) =>
        wrongFields(part, property, schema, (fitting[name] as Record<string, unknown> | undefined) ?? {}, operation).map((wrong) =>
          within(name, fitting, wrong),
        ),
      );
      return [...common, ...inner];
    }
    default:
      return common;
  }
}

function within(name: string, fitting: object, { kind, body, absent }: WrongInput): WrongInput {
  const whole = (inner: string): string => JSON.stringify({ ...fitting, [name]: 'INNER' }).replace('"INNER"', () => inner);
  return { kind: `${name}/${kind}`, body: whole(String(body)), ...(absent === undefined ? {} : { absent: whole(absent) }) };
}

function wrongQueries(name: string, { enum: codes, format, type }: Schema): WrongInput[] {
  const isCursor = name === 'cursor';
  const isFreeText = type === 'string' && !codes && format === undefined;
  const values = [
    ...['%00', 'a%00', '%ED%A0%80', '%F0%9F%8C%B3%00', 'z'.repeat(3000)],
    ...(isFreeText && !isCursor ? [] : ['constructor', '0000-01-01', '-1', '99999999999999999999']),
  ];
  const cursor = (text: string): string => `?cursor=${Buffer.from(text.replace('ID', randomUUID())).toString('base64url')}`;
  return [
    ...values.map((value) => ({ kind: `query ${name} ${value.slice(0, 20)}`, query: `?${name}=${value}` })),
    { kind: `query ${name} twice`, query: `?${name}=%00&${name}=%00` },
    { kind: `query ${name} as an object`, query: `?${name}[a]=%00` },
    ...(isCursor ? CURSORS.map((text) => ({ kind: `cursor ${text}`, query: cursor(text) })) : []),
    ...(isCursor ? DATE_CURSORS.map((text) => ({ kind: `date cursor ${text}`, query: cursor(text) })) : []),
  ];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' ? 'integer' : typeof value;
}
