import { applyDecorators, Catch, Controller, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { contractOf, type EventClass } from '#libs/contracts';

const handled = new Map<symbol, Map<string, EventClass>>();

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
  readonly On: (event: EventClass) => MethodDecorator;
}

/**
 * A service's own decorators. A bare `@EventPattern` would be registered on every transport of the process, so that in
 * the hub one service would handle another's messages.
 */
export function consumersOf(transport: symbol): Consumers {
  const events = new Map<string, EventClass>();
  handled.set(transport, events);
  return {
    Consumer: () => applyDecorators(Controller(), UseFilters(OwnErrorFilter)),
    On: (event) => {
      const { type } = contractOf(event);
      events.set(type, event);
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
  return handled.get(transport) ?? new Map<string, EventClass>();
}
