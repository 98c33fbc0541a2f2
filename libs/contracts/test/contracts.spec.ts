import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemasWithoutId } from '@asyncapi/specs';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ALL_TOPICS, contractOf, EVENTS, MessageParked, producerOn } from '#libs/contracts';
import { asyncApi } from '../generate/asyncapi';
import { catalogue } from '../generate/catalogue';
import { handlersOf } from '../generate/handled-by';
import { eventDescriptions, eventSchemas } from '../generate/schemas';
import { topicTable } from '../generate/topic-table';
import { writeContracts } from '../generate/write';

const SCHEMAS = 'libs/contracts/schemas';
const EXAMPLES = 'libs/contracts/examples';
const JWE = 'eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn';

interface Example {
  readonly file: string;
  readonly bytes: Buffer;
  readonly data: Record<string, unknown>;
}

function examplesOf(name: string): Example[] {
  const folder = join(EXAMPLES, name);
  return readdirSync(folder).map((file) => {
    const bytes = readFileSync(join(folder, file));
    return { file: `${name}/${file}`, bytes, data: JSON.parse(bytes.toString('utf8')) as Record<string, unknown> };
  });
}

const followed = (document: unknown, ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce((place: unknown, part) => (place as Record<string, unknown> | undefined)?.[part], document);

describe('The contracts', () => {
  const schemas = eventSchemas();
  if (process.env.UPDATE_CONTRACTS) writeContracts();

  it('are committed as JSON Schemas exactly as the classes say (else: UPDATE_CONTRACTS=1 npm test -- libs/contracts)', () => {
    expect(readdirSync(SCHEMAS).sort()).toEqual([...schemas.keys()].map((name) => `${name}.json`).sort());
    for (const [name, schema] of schemas) {
      expect(JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
    }
  });

  it('are listed in docs/generated/events.md as the classes say', () => {
    expect(readFileSync('docs/generated/events.md', 'utf8')).toBe(catalogue());
  });

  it('are an AsyncAPI 3 document, docs/generated/asyncapi.json, whose references all lead somewhere', () => {
    const committed = JSON.parse(readFileSync('docs/generated/asyncapi.json', 'utf8')) as Record<string, Record<string, unknown>>;
    expect(committed).toEqual(JSON.parse(JSON.stringify(asyncApi(topicTable()))));
    expect(committed.asyncapi).toBe('3.0.0');
    for (const [, ref = ''] of JSON.stringify(committed).matchAll(/"\$ref":"([^"]+)"/g)) {
      if (!ref.startsWith('#/')) expect(existsSync(join('docs/generated', ref))).toBe(true);
      else expect(followed(committed, ref)).toBeDefined();
    }
  });

  it('are an AsyncAPI 3 document by its official schema, which refuses one that is none', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const accepts = ajv.compile(schemasWithoutId['3.0.0']);
    const document = JSON.parse(readFileSync('docs/generated/asyncapi.json', 'utf8')) as Record<string, unknown>;
    expect(accepts(document) ? [] : accepts.errors).toEqual([]);
    expect(accepts({ ...document, channels: { wrong: { adress: 'caseload.case.v1' } } })).toBe(false);
  });

  it('know who handles every event', () => {
    for (const [name, services] of handlersOf()) expect([name, services.size]).not.toEqual([name, name === 'MessageResent' ? -1 : 0]);
  });

  it('say of every event when it is published', () => {
    const descriptions = eventDescriptions();
    for (const event of EVENTS) expect(descriptions.get(contractOf(event).name)).toMatch(/^Published (when|at|each)/);
  });

  it('give every event a topic of its producer and a key that every instance has', () => {
    for (const event of EVENTS) {
      const { topics, subject, name } = contractOf(event);
      expect(ALL_TOPICS).toEqual(expect.arrayContaining([...topics]));
      expect(new Set(topics.map(producerOn)).size).toBe(topics.length);
      expect(schemas.get(name)?.required).toContain(subject);
    }
  });

  it('put what a service tells of its messages on its own topic', () => {
    const parked = (consumer: string): object => Object.assign(new MessageParked(), { consumer });
    expect(contractOf(parked('caseload'))).toMatchObject({ topic: 'caseload.message.v1', producer: 'caseload' });
    expect(contractOf(parked('outcomes'))).toMatchObject({ topic: 'outcomes.message.v1', producer: 'outcomes' });
  });

  it.each(EVENTS.map((event) => [contractOf(event).name, event] as const))('accept every example of %s there ever was', (name, event) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const accepts = ajv.compile(schemas.get(name) ?? {});
    const examples = examplesOf(name);
    expect(examples.length).toBeGreaterThan(0);
    for (const { data } of examples) {
      expect(validateSync(plainToInstance(event, data))).toEqual([]);
      const { sealed } = contractOf(event);
      const onTheBus = sealed === undefined || data[sealed] === undefined ? data : { ...data, [sealed]: JWE };
      expect(accepts(onTheBus) ? [] : accepts.errors).toEqual([]);
    }
  });

  it('keep their examples as they were: SHA256SUMS only ever grows', () => {
    const sums = readFileSync(join(EXAMPLES, 'SHA256SUMS'), 'utf8').trim().split('\n');
    const found = EVENTS.flatMap((event) => examplesOf(contractOf(event).name));
    const now = found.map(({ file, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${file}`);
    expect(now.sort()).toEqual(sums.sort());
  });
});
