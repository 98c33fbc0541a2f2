import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop, Clock } from '#libs/platform';
import { Carriers } from './carriers.client';
import { PersonMessageRepository } from './person-message.repository';
import { PersonMessages } from './person-messages.service';
import { SendMessageService } from './send-message.service';

/** How long an instance may take over what it has claimed before another one may try; longer than any carrier's time. */
const LEASE_MS = 300_000;
/** On their way at once in one process. */
const AT_ONCE = 8;
/** What other instances queued, and what is due again, is found by looking this often. */
const IDLE_MS = 1000;

/** Sends the messages that are due, by the ways this installation has. Without any, it looks for none: they wait. */
@Injectable()
export class PersonMessageWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PersonMessageWorker.name);
  private readonly loop = new BackgroundLoop('messages to people', IDLE_MS, () => this.round());
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly messages: PersonMessageRepository,
    private readonly sendMessage: SendMessageService,
    private readonly carriers: Carriers,
    private readonly clock: Clock,
    queue: PersonMessages,
  ) {
    queue.onQueued(() => {
      this.loop.wake();
    });
  }

  onApplicationBootstrap(): void {
    if (this.carriers.configured.length > 0) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.underWay);
  }

  // One that takes long keeps its own place only: the others go on.
  private async round(): Promise<boolean> {
    const room = AT_ONCE - this.underWay.size;
    if (room <= 0) return false;
    const claim = randomUUID();
    const due = await this.messages.claim(claim, this.carriers.configured, this.clock.now(), LEASE_MS, room);
    for (const id of due) {
      const work: Promise<void> = this.send(id, claim).finally(() => {
        this.underWay.delete(work);
        this.loop.wake();
      });
      this.underWay.add(work);
    }
    return due.length > 0;
  }

  // What throws was not settled: its lease ends, and it goes out again.
  private async send(id: string, claim: string): Promise<void> {
    try {
      await this.sendMessage.execute(id, claim, () => this.clock.now());
    } catch (error) {
      this.logger.warn(`message ${id} was not settled: ${error instanceof Error ? error.name : 'failed'}`);
    }
  }
}
