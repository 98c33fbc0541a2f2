import { FHIR_BASE, SERVICES, type ServiceName, type Topic } from './names';

/** How an event class travels: its CloudEvents type, where it may stand, its key. */
export interface EventClassContract {
  /** `org.social-prescribing-hub.<aggregate>.<fact>.v<major>`. */
  readonly type: string;
  /** One; but what every service tells of itself stands on a topic of each. */
  readonly topics: readonly Topic[];
  /** The field whose value is the message's key; order holds within it. */
  readonly subject: string;
  /** `CloudEvents` `dataschema`: the schema's URI. */
  readonly dataschema: string;
  /** The schema's file name in `libs/contracts/schemas`, without its ending: `referral.accepted.v1`. */
  readonly name: string;
  /** The one field that carries personal data, if any. */
  readonly sealed?: string;
  /** The plain field with the id of the person whom the sealed one tells of, and whose key seals it; an event without it is sealed with the environment's. */
  readonly sealedFor?: string;
}

/** How one event travels: on one topic, which has only one producer. */
export interface EventContract extends EventClassContract {
  readonly topic: Topic;
  readonly producer: ServiceName;
}

// The class of an event: it is made by class-transformer from plain data, so it takes no arguments.
export type EventClass<T extends object = object> = new () => T;

interface OnOneTopic {
  readonly name: string;
  readonly topic: Topic;
  readonly subject: string;
}

/** For what every service tells of itself: `producer` is the field that names the service. */
interface OnOwnTopics {
  readonly name: string;
  readonly topic: (producer: ServiceName) => Topic;
  readonly producer: string;
  readonly subject: string;
}

const contracts = new Map<unknown, EventClassContract | EventContract>();
const producerFields = new Map<unknown, string>();
const sealedFields = new Map<unknown, Pick<EventContract, 'sealed' | 'sealedFor'>>();

/** Says how an event class travels. A topic names its producer, so no event can be published by two services on one topic. */
export function Event(contract: OnOneTopic | OnOwnTopics) {
  return (target: EventClass): void => {
    const { name, subject, topic } = contract;
    const ofClass: EventClassContract = {
      name,
      subject,
      topics: typeof topic === 'function' ? SERVICES.map(topic) : [topic],
      type: `org.social-prescribing-hub.${name}`,
      dataschema: `${FHIR_BASE.replace('/fhir', '')}/events/${name}.json`,
      ...sealedFields.get(target.prototype),
    };
    contracts.set(target, typeof topic === 'function' ? ofClass : { ...ofClass, topic, producer: producerOn(topic) });
    if ('producer' in contract) producerFields.set(target, contract.producer);
  };
}

/** The only service that publishes on a topic. */
export function producerOn(topic: Topic): ServiceName {
  return topic.split('.')[0] as ServiceName;
}

/**
 * Marks the one field of an event that holds personal data: in clear in the class, sealed on the bus, opened only for
 * services that hold the key. `person` names the plain field with the person's id: erasing the person makes it unreadable.
 */
export function Sealed({ person }: { person: string }) {
  return (prototype: object, sealed: string): void => {
    sealedFields.set(prototype, { sealed, sealedFor: person });
  };
}

/** The contract of an event class; of an event, with the topic that it stands on. */
export function contractOf(event: EventClass): EventClassContract;
export function contractOf(event: object): EventContract;
export function contractOf(event: object): EventClassContract {
  const eventClass = typeof event === 'function' ? event : event.constructor;
  const contract = contracts.get(eventClass);
  if (!contract) throw new Error(`${eventClass.name} is not an event: it has no @Event(…)`);
  const field = producerFields.get(eventClass);
  if (field === undefined || event === eventClass) return contract;
  const producer = String((event as Record<string, unknown>)[field]);
  return Object.assign({}, contract, { producer, topic: contract.topics.find((topic) => producerOn(topic) === producer) });
}
