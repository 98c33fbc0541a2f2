import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { AlertService } from '../alerts/alert.service';
import { connectionProgressed } from '../connections/connection-events.mapper';
import type { WithdrawalReason } from '../connections/connection.entity';
import { ConnectionRepository } from '../connections/connection.repository';
import { HandOverRepository } from '../hand-overs/hand-over.repository';
import { SettleHandOverService } from '../hand-overs/settle-hand-over.service';
import type { LockedCase } from './change-case.service';

/** Ends what is under way on a case that ends in any event: the hand-over, whose receiver is notified, and the live connections, whose providers are. */
@Injectable()
export class EndOpenStepsService {
  constructor(
    private readonly handOvers: HandOverRepository,
    private readonly settleHandOver: SettleHandOverService,
    private readonly connections: ConnectionRepository,
    private readonly alerts: AlertService,
    private readonly outbox: OutboxService,
  ) {}

  async handOver(locked: LockedCase, by: string, at: Date): Promise<void> {
    const { case: found } = locked;
    const waiting = await this.handOvers.waiting(found.id);
    if (!waiting) {
      if (found.status === 'handing-over') found.endHandOver();
      return;
    }
    await this.settleHandOver.execute(locked, waiting, 'withdrawn', by, at);
    const { id, referralId, organisationId, schemeId } = found;
    const { toWorkerId, toSchemeId } = waiting;
    if (toWorkerId === null) return;
    // In the scheme in which the receiver looks: they may not see that of the case.
    const theirs = { id, referralId, organisationId, schemeId: toSchemeId ?? schemeId, workerId: toWorkerId };
    await this.alerts.raise(theirs, 'hand-over-ended', at);
  }

  async liveConnections({ case: found, connections }: LockedCase, reason: WithdrawalReason, at: Date): Promise<void> {
    for (const connection of connections.filter(({ isLive }) => isLive)) {
      connection.withdraw(reason, at);
      await this.connections.update(connection, true);
      await this.outbox.add(connectionProgressed(found, connection));
    }
  }
}
