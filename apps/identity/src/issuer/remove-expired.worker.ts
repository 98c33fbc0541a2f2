import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop } from '#libs/platform';
import { PayloadRepository } from './payload.repository';

const EVERY_MS = 10 * 60 * 1000;

/** Removes sessions, codes and used assertions whose time is over. */
@Injectable()
export class RemoveExpiredWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;

  constructor(payloads: PayloadRepository) {
    this.loop = new BackgroundLoop('remove-expired', EVERY_MS, async () => {
      await payloads.removeExpired();
      return false;
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }
}
