import { CaseClosed, CaseOpened } from '#libs/contracts';
import { consumersOf, type MessageContext } from '#libs/messaging';
import { Effects } from './effects';
import { faultService } from './fault-service';
import { handlingDatabase } from './tables';

const SINK = Symbol('sink');
const { Consumer, On } = consumersOf(SINK);

/** The end of the chain. */
@Consumer()
class MiddleConsumer {
  constructor(private readonly effects: Effects) {}

  @On(CaseOpened, { ownSubjectOnly: true })
  async opened(_event: CaseOpened, message: MessageContext): Promise<void> {
    await this.effects.write(message);
  }

  @On(CaseClosed, { ownSubjectOnly: true })
  async closed(_event: CaseClosed, message: MessageContext): Promise<void> {
    await this.effects.write(message);
  }
}

export const sink = faultService(handlingDatabase('outcomes'), SINK, { controllers: [MiddleConsumer], providers: [Effects] });
