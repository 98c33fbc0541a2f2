import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ReachQuery } from '../workers/reach.query';
import { RemoteContactsRepository } from './remote-contacts.repository';
import type { RemoteUndone, SwitchedToRemote, SwitchToRemoteDto } from './remote-mode.dto';
import { RemoteMode } from './remote-mode.entity';
import { RemoteModeNotOnError, RemoteModeOnError, RemoteModeRefusedError } from './remote-mode.errors';
import { RemoteModeRepository } from './remote-mode.repository';

/** Suspends in-person contact in a scheme: every one that is planned happens remotely at its time, none is lost, and new ones follow (CL-35). */
@Injectable()
export class SwitchToRemoteService {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly remoteModes: RemoteModeRepository,
    private readonly contacts: RemoteContactsRepository,
    private readonly reach: ReachQuery,
  ) {}

  execute(schemeId: string, told: SwitchToRemoteDto, by: Principal, now: Date): Promise<SwitchedToRemote> {
    return this.transaction.run(async () => {
      await this.lockOwn(schemeId, by);
      const { dryRun, mode } = told;
      const [fromAt, untilAt] = [new Date(told.from), told.until === undefined ? null : new Date(told.until)];
      if (untilAt && untilAt <= fromAt) throw new RemoteModeRefusedError();
      if (await this.remoteModes.overlaps(schemeId, fromAt, untilAt)) throw new RemoteModeOnError();
      const undone = { undoneBy: null, undoneAt: null };
      const made = { id: randomUUID(), schemeId, fromAt, untilAt, mode, startedBy: by.subject, startedAt: now };
      const started = Object.assign(new RemoteMode(), made, undone);
      const changed = dryRun ? await this.contacts.affected(started) : await this.contacts.switch(started, by);
      if (!dryRun) await this.remoteModes.insert(Object.assign(started, { switched: changed.length }));
      return { id: dryRun ? null : started.id, dryRun, contacts: changed.length, cases: new Set(changed).size };
    });
  }

  /** The last switch is taken back: contacts that nobody has changed since happen again as they were planned. */
  undo(schemeId: string, by: Principal, now: Date): Promise<RemoteUndone> {
    return this.transaction.run(async () => {
      await this.lockOwn(schemeId, by);
      const last = await this.remoteModes.last(schemeId);
      if (!last) throw new RemoteModeNotOnError();
      const restored = await this.contacts.restore(last, by);
      await this.remoteModes.update(Object.assign(last, { undoneBy: by.subject, undoneAt: now }));
      return { id: last.id, restored: restored.length, leftAsTheyAre: last.switched - restored.length };
    });
  }

  private async lockOwn(schemeId: string, by: Principal): Promise<void> {
    const { organisationId } = await this.reach.of(by);
    if (!(await this.schemes.isOf(schemeId, organisationId))) throw new NotFoundError('scheme');
    await this.remoteModes.lockScheme(schemeId);
  }
}
