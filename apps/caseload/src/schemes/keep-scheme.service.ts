import { Injectable } from '@nestjs/common';
import type { SchemePublished } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { SchemeCopy } from './scheme-copy.entity';
import { SchemeRepository } from './scheme.repository';

/** Keeps the newest state of a scheme. Clocks that already run keep the dates that were promised; new ones follow the new levels. */
@Injectable()
export class KeepSchemeService {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
  ) {}

  execute(published: SchemePublished, sequence: number): Promise<void> {
    return this.transaction.run(() => this.schemes.keep(SchemeCopy.from(published, sequence)));
  }
}
