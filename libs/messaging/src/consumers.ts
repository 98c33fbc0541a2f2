import { applyDecorators, Catch, Controller, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { contractOf, type EventClass } from '#libs/contracts';

interface Handled {
  readonly events: Map<string, EventClass>;
  /** Types of which some handler may touch more than its subject. */
  readonly wide: Set<string>;
}

const handled = new Map<symbol, Handled>();

/** The transport decides between retrying and parking by the handler's own error; Nest would replace it by "Internal server error". */
@Catch()
class OwnErrorFilter implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

export interface Consumers {
  /** Marks a class that handles events of this service. List it in the feature's `controllers`. */
  readonly Consumer: () => ClassDecorator;
  /** Binds a method `(event, message: MessageContext)` to an event class, on this service's transport only. */
  readonly On: (event: EventClass, options?: HandlerOptions) => MethodDecorator;
}

export interface HandlerOptions {
  /**
   * The handler reads and writes nothing but what belongs to the message's subject. Subjects of a batch may then be
   * handled side by side in their transaction, where a lock taken for one would not stop another. Off unless said.
   */
  readonly ownSubjectOnly?: boolean;
}

/**
 * A service's own decorators. A bare `@EventPattern` would be registered on every transport of the process, so that in
 * the hub one service would handle another's messages.
 */
export function consumersOf(transport: symbol): Consumers {
  const events = new Map<string, EventClass>();
  const wide = new Set<string>();
  handled.set(transport, { events, wide });
  return {
    Consumer: () => applyDecorators(Controller(), UseFilters(OwnErrorFilter)),
    On: (event, { ownSubjectOnly = false } = {}) => {
      const { type } = contractOf(event);
      events.set(type, event);
      if (!ownSubjectOnly) wide.add(type);
      return (prototype, method, descriptor) => {
        // Said outright, because by default Nest passes the payload alone.
        Payload()(prototype, method, 0);
        Ctx()(prototype, method, 1);
        EventPattern(type, transport)(prototype, method, descriptor as TypedPropertyDescriptor<unknown>);
      };
    },
  };
}

/** The event classes that handlers of this transport are bound to, by CloudEvents type. */
export function eventsHandledBy(transport: symbol): ReadonlyMap<string, EventClass> {
  return handled.get(transport)?.events ?? new Map<string, EventClass>();
}

/** The types of which every handler keeps to the message's subject. */
export function typesHandledApart(transport: symbol): ReadonlySet<string> {
  const { events, wide } = handled.get(transport) ?? { events: new Map<string, EventClass>(), wide: new Set<string>() };
  return new Set([...events.keys()].filter((type) => !wide.has(type)));
}
