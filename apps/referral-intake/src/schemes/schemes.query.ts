import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { Scheme } from './scheme.entity';
import type { SchemeView } from './scheme.view';

/** The schemes a caller may see: those of their organisation; an operator sees all. */
@Injectable()
export class SchemesQuery {
  constructor(private readonly transaction: Transaction) {}

  async list(caller: Principal): Promise<SchemeView[]> {
    const order = { name: 'ASC', id: 'ASC' } as const;
    if (caller.roles.includes('operator')) return this.transaction.reader.find(Scheme, { order });
    return this.transaction.reader.find(Scheme, { where: { organisationId: caller.organisationId }, order });
  }
}
