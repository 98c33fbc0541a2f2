import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { CarrierLoop } from './carrier-loop.worker';
import { Carriers } from './carriers.client';
import { PersonMessageRepository } from './person-message.repository';
import { PersonMessages } from './person-messages.service';
import { SendMessageService } from './send-message.service';

/** Sends the messages that are due, by the ways this installation has. Without any, it looks for none: they wait. */
@Injectable()
export class PersonMessageWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: CarrierLoop;

  constructor(
    messages: PersonMessageRepository,
    sendMessage: SendMessageService,
    private readonly carriers: Carriers,
    clock: Clock,
    queue: PersonMessages,
  ) {
    this.loop = new CarrierLoop('messages to people', {
      claim: (claim, leaseMs, limit) => messages.claim(claim, carriers.configured, clock.now(), leaseMs, limit),
      send: (id, claim) => sendMessage.execute(id, claim, () => clock.now()),
    });
    const wake = (): void => {
      this.loop.wake();
    };
    queue.onQueued(wake);
    clock.onMoved(wake);
  }

  onApplicationBootstrap(): void {
    if (this.carriers.configured.length > 0) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }
}
