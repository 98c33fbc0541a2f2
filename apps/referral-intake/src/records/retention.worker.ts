import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundLoop } from '#libs/platform';
import { RunRetentionService } from './run-retention.service';

const LOOK_MS = 600_000;

/** Begins the day's retention run when a day has passed since the last one. */
@Injectable()
export class RetentionWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(runRetention: RunRetentionService) {
    this.loop = new BackgroundLoop('retention', LOOK_MS, async () => {
      await runRetention.daily();
      return false;
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
