import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { CarrierLoop } from '../person-messages/carrier-loop.worker';
import { Carriers } from '../person-messages/carriers.client';
import { SendUrgentMessageService } from './send-urgent-message.service';
import { UrgentMessageRepository } from './urgent-message.repository';
import { UrgentMessages } from './urgent-messages.service';

/** Sends what is written to staff at once, by the ways this installation has; apart from messages to people, which never hold it up. */
@Injectable()
export class UrgentMessageWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: CarrierLoop;

  constructor(
    messages: UrgentMessageRepository,
    sendMessage: SendUrgentMessageService,
    private readonly carriers: Carriers,
    clock: Clock,
    queue: UrgentMessages,
  ) {
    this.loop = new CarrierLoop('urgent messages', {
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
