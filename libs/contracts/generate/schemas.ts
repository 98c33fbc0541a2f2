import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { contractOf, EVENTS, type EventClass, type EventClassContract } from '#libs/contracts';

export interface JsonSchema {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

// Not exported by class-transformer's front door.
const { defaultMetadataStorage } = createRequire(__filename)('class-transformer/cjs/storage') as { defaultMetadataStorage: never };

const SEALED =
  "Personal data, sealed: a compact JWE (dir, A256GCM) whose header names the key (kid: the person's, or the environment's where no person is named) and the event (evt). x-clear is what it holds.";

/** The JSON Schema of every event as it stands on the bus, by the event's name. */
export function eventSchemas(): Map<string, JsonSchema> {
  const all = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/$defs/',
    additionalConverters: {
      isUuid: { type: 'string', format: 'uuid' },
      isIso8601: { type: 'string', format: 'date-time' },
      // Without the type "number", which would widen an integer.
      min: ({ constraints: [least] }) => ({ minimum: least as number }),
      max: ({ constraints: [most] }) => ({ maximum: most as number }),
      isDateString: { type: 'string', format: 'date' },
    },
  }) as Record<string, JsonSchema>;
  return new Map(EVENTS.map((event) => [contractOf(event).name, schemaOf(event, all)]));
}

/** When an event is published, by its name: the comment above its class. */
export function eventDescriptions(): Map<string, string> {
  const folder = join('libs', 'contracts', 'src', 'events');
  const found = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const match = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*@Event\(\{ name: '([^']+)'/.exec(readFileSync(join(folder, file), 'utf8'));
    const [, comment = '', name = ''] = match ?? [];
    if (match) found.set(name, comment.replaceAll(/\s*\n\s*\* ?/g, ' ').trim());
  }
  return found;
}

function schemaOf(event: EventClass, all: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const contract = contractOf(event);
  const own = all[event.name];
  if (!own) throw new Error(`${event.name} has no validation rules`);
  const body = { ...own, properties: sealedProperties(own.properties ?? {}, contract) };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: contract.dataschema,
    title: event.name,
    description: eventDescriptions().get(contract.name) ?? '',
    'x-topic': contract.topics.length === 1 ? contract.topics[0] : contract.topics,
    'x-subject': contract.subject,
    ...body,
    ...definitionsOf(body, all),
  };
}

function sealedProperties(properties: Readonly<Record<string, JsonSchema>>, { sealed }: EventClassContract): Record<string, JsonSchema> {
  const clear = sealed === undefined ? undefined : properties[sealed];
  if (sealed === undefined || !clear) return { ...properties };
  return { ...properties, [sealed]: { type: 'string', contentMediaType: 'application/jose', description: SEALED, 'x-clear': clear } };
}

// Only the classes that this event refers to, and those they refer to.
function definitionsOf(body: JsonSchema, all: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const found = new Map<string, JsonSchema>();
  const collect = (schema: unknown): void => {
    for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      const definition = all[name];
      if (found.has(name) || !definition) continue;
      found.set(name, definition);
      collect(definition);
    }
  };
  collect(body);
  return found.size === 0 ? {} : { $defs: Object.fromEntries([...found].sort(([a], [b]) => a.localeCompare(b))) };
}
