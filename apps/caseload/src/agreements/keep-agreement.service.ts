import { Injectable } from '@nestjs/common';
import type { AgreementPublished } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { AgreementCopy } from './agreement-copy.entity';
import { AgreementRepository } from './agreement.repository';

/** Keeps the newest state of an agreement: what it no longer allows is no longer shown from then on. */
@Injectable()
export class KeepAgreementService {
  constructor(
    private readonly transaction: Transaction,
    private readonly agreements: AgreementRepository,
  ) {}

  execute(published: AgreementPublished, sequence: number): Promise<void> {
    return this.transaction.run(() => this.agreements.keep(AgreementCopy.from(published, sequence)));
  }
}
