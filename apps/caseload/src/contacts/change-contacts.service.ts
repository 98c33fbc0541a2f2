import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { RemoteModeRepository } from '../remote-mode/remote-mode.repository';
import { ReachQuery } from '../workers/reach.query';

/** Whose contacts are to change, by whom, and what it is called in the audit trail. */
export interface ContactsChange {
  readonly caseId: string;
  readonly by: Principal;
  readonly action: string;
}

/** Changes what is planned on a case, under its lock; a switch of the whole scheme to remote contact waits meanwhile, and is waited for. */
@Injectable()
export class ChangeContactsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly remoteModes: RemoteModeRepository,
    private readonly reach: ReachQuery,
  ) {}

  execute<T>({ caseId, by, action }: ContactsChange, act: (locked: LockedCase) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const reach = await this.reach.of(by);
      await this.remoteModes.holdForCase(caseId);
      return this.changeCase.execute({ caseId, reach, by, action }, act);
    });
  }
}
