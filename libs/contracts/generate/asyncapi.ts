import { ALL_TOPICS, contractOf, EVENTS, producerOn, SERVICES } from '#libs/contracts';
import { handlersOf } from './handled-by';
import { eventDescriptions } from './schemas';

export interface TopicTable {
  readonly [topic: string]: { readonly partitions: number; readonly retentionDays?: number };
}

const DAY_MS = 86_400_000;
const text = (description: string) => ({ type: 'string', description });

/** CloudEvents 1.0 in Kafka's binary mode, as `messaging` writes it. */
const HEADERS = {
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_type',
    'ce_source',
    'ce_subject',
    'ce_time',
    'ce_dataschema',
    'ce_sequence',
    'ce_correlationid',
    'content-type',
  ],
  properties: {
    'content-type': { const: 'application/json' },
    ce_specversion: { const: '1.0' },
    ce_id: text('The same for every delivery of the same event.'),
    ce_type: text('org.social-prescribing-hub.<aggregate>.<fact>.v<major>'),
    ce_source: { enum: [...SERVICES] },
    ce_subject: text("The record's key; order holds within it."),
    ce_time: { type: 'string', format: 'date-time', description: 'When the producer wrote it down.' },
    ce_dataschema: { type: 'string', format: 'uri' },
    ce_sequence: { type: 'string', pattern: '^[1-9][0-9]*$', description: 'Counts per subject and topic from 1, without gaps.' },
    ce_correlationid: text("The sender's X-Correlation-Id, or one made at the door."),
    traceparent: text('W3C trace context, when it came with one.'),
  },
};

/** The AsyncAPI 3 document of the bus: a channel per topic, what each service sends and receives, each event by its JSON Schema. */
export function asyncApi(topics: TopicTable): object {
  const descriptions = eventDescriptions();
  const contracts = EVENTS.map((event) => ({ ...contractOf(event), title: event.name }));
  const handled = handlersOf();
  const on = (topic: string) => contracts.filter((contract) => contract.topics.some((each) => each === topic));
  const ref = (...path: string[]) => ({ $ref: `#/${path.map((part) => part.replaceAll('/', '~1')).join('/')}` });
  const operation = (action: 'send' | 'receive', service: string, topic: string, names: readonly string[]): [string, object] => [
    `${service}.${action}s.${topic}`,
    {
      action,
      channel: ref('channels', topic),
      title: `${service} ${action}s on ${topic}`,
      messages: names.map((name) => ref('channels', topic, 'messages', name)),
      ...(action === 'receive' ? { bindings: { kafka: { groupId: { type: 'string', enum: [service] }, bindingVersion: '0.5.0' } } } : {}),
    },
  ];
  const receives = SERVICES.flatMap((service) =>
    ALL_TOPICS.flatMap((topic) => {
      const names = on(topic)
        .filter(({ title }) => handled.get(title)?.has(service))
        .map(({ name }) => name);
      return names.length === 0 ? [] : [operation('receive', service, topic, names)];
    }),
  );
  const sends = ALL_TOPICS.map((topic) =>
    operation(
      'send',
      producerOn(topic),
      topic,
      on(topic).map(({ name }) => name),
    ),
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Social Prescribing Hub: messages between its services',
      version: '1.0.0',
      description:
        'Generated from the classes in libs/contracts/src/events; do not edit. Over Kafka, or over a log in PostgreSQL with the same semantics.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      ALL_TOPICS.map((topic) => {
        const { partitions = 1, retentionDays } = topics[topic] ?? {};
        const retention = retentionDays === undefined ? -1 : retentionDays * DAY_MS;
        return [
          topic,
          {
            address: topic,
            messages: Object.fromEntries(on(topic).map(({ name }) => [name, ref('components', 'messages', name)])),
            bindings: {
              kafka: {
                topic,
                partitions,
                topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': retention },
                bindingVersion: '0.5.0',
              },
            },
          },
        ];
      }),
    ),
    operations: Object.fromEntries([...sends, ...receives]),
    components: {
      messages: Object.fromEntries(
        contracts.map(({ name, title, type, subject, sealed }) => [
          name,
          {
            name: type,
            title,
            summary: descriptions.get(name) ?? '',
            contentType: 'application/json',
            headers: ref('components', 'schemas', 'cloudEventsHeaders'),
            payload: {
              schemaFormat: 'application/schema+json;version=draft-2020-12',
              schema: { $ref: `../../libs/contracts/schemas/${name}.json` },
            },
            bindings: { kafka: { key: { type: 'string', description: `The value of ${subject}.` }, bindingVersion: '0.5.0' } },
            ...(sealed === undefined ? {} : { 'x-sealed-field': sealed }),
          },
        ]),
      ),
      schemas: { cloudEventsHeaders: HEADERS },
    },
  };
}
