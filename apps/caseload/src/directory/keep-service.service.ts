import { Injectable } from '@nestjs/common';
import type { ServicePublished } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { ServiceCopy } from './service-copy.entity';
import { ServiceRepository } from './service.repository';

/** Keeps the newest state of a community service. */
@Injectable()
export class KeepServiceService {
  constructor(
    private readonly transaction: Transaction,
    private readonly services: ServiceRepository,
  ) {}

  execute(published: ServicePublished, sequence: number): Promise<void> {
    return this.transaction.run(() => this.services.keep(ServiceCopy.from(published, sequence)));
  }
}
