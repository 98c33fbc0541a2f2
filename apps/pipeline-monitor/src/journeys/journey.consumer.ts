import { contractOf, EVENTS, TOPICS } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { RecordStepService } from './record-step.service';

/** Hears everything that services tell one another of referrals, schemes and the directory. */
@Consumer()
export class JourneyConsumer {
  constructor(
    private readonly recordStep: RecordStepService,
    private readonly clock: Clock,
  ) {}

  async record(event: object, message: MessageContext): Promise<void> {
    await this.recordStep.execute(event, message, this.clock.now());
  }
}

// The one exception to "one consumer class an event": every event is recorded alike, and a new one in the catalogue must
// be heard without anybody thinking of the monitor. So each gets a method of its own here, bound as `@On` would.
// What services tell of messages that stand still is no step of a journey, nor is what is told of persons.
for (const event of EVENTS.filter((each) => contractOf(each).topics.length === 1 && !contractOf(each).topics.includes(TOPICS.person))) {
  const method = `on${event.name}`;
  const descriptor: PropertyDescriptor = {
    value(this: JourneyConsumer, heard: object, message: MessageContext): Promise<void> {
      return this.record(heard, message);
    },
    configurable: true,
  };
  On(event, { ownSubjectOnly: true })(JourneyConsumer.prototype, method, descriptor);
  Object.defineProperty(JourneyConsumer.prototype, method, descriptor);
}
