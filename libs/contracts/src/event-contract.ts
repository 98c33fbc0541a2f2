import { FHIR_BASE, type ServiceName, type Topic } from './names';

/** How an event class travels: its CloudEvents type, the topic it stands on, its only producer and its key. */
export interface EventContract {
  /** `org.social-prescribing-hub.<aggregate>.<fact>.v<major>`. */
  readonly type: string;
  readonly topic: Topic;
  readonly producer: ServiceName;
  /** The field whose value is the message's key; order holds within it. */
  readonly subject: string;
  /** `CloudEvents` `dataschema`: the schema's URI. */
  readonly dataschema: string;
  /** The schema's file name in `libs/contracts/schemas`, without its ending: `referral.accepted.v1`. */
  readonly name: string;
  /** The one field that carries personal data, if any. */
  readonly sealed?: string;
}

// The class of an event: it is made by class-transformer from plain data, so it takes no arguments.
export type EventClass<T extends object = object> = new () => T;

const contracts = new Map<unknown, EventContract>();
const sealedFields = new Map<unknown, string>();

/** Says how an event class travels. The topic names its producer, so no event can be published by two services. */
export function Event(contract: { name: string; topic: Topic; subject: string }) {
  return (target: EventClass): void => {
    const producer = contract.topic.split('.')[0] as ServiceName;
    const sealed = sealedFields.get(target.prototype);
    contracts.set(target, {
      ...contract,
      producer,
      type: `org.social-prescribing-hub.${contract.name}`,
      dataschema: `${FHIR_BASE.replace('/fhir', '')}/events/${contract.name}.json`,
      ...(sealed === undefined ? {} : { sealed }),
    });
  };
}

/** Marks the one field of an event that holds personal data: in clear in the class, sealed on the bus, opened only for services that hold the key. */
export function Sealed() {
  return (prototype: object, field: string): void => {
    sealedFields.set(prototype, field);
  };
}

/** The contract of an event class, or of an event. */
export function contractOf(event: object): EventContract {
  const contract = contracts.get(typeof event === 'function' ? event : event.constructor);
  if (!contract)
    throw new Error(`${typeof event === 'function' ? event.name : event.constructor.name} is not an event: it has no @Event(…)`);
  return contract;
}
