import { Injectable } from '@nestjs/common';
import type { ConnectionState, HandOverState } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { LockedCase } from '../cases/case-file.repository';
import { isLive } from '../connections/connection-state.rules';
import { PersonMessages } from '../person-messages/person-messages.service';
import { handOverChanged } from './hand-over.mapper';
import { HandOverRepository } from './hand-over.repository';
import type { HandOver } from './hand-over.entity';

type Settled = Exclude<HandOverState, 'waiting'>;

const STARTED: readonly ConnectionState[] = ['first-attended', 'attending', 'sustained'];

/** Ends a hand-over, in the change of its case: the case goes on with whoever has it. */
@Injectable()
export class SettleHandOverService {
  constructor(
    private readonly handOvers: HandOverRepository,
    private readonly outbox: OutboxService,
    private readonly messages: PersonMessages,
  ) {}

  /** The person hears which service supports them now; of another link worker they hear by the case's change itself. */
  async execute(
    { case: found, actions, connections }: LockedCase,
    handOver: HandOver,
    state: Settled,
    by: string,
    at: Date,
  ): Promise<void> {
    handOver.settle(state, at);
    for (const action of actions.filter((each) => each.isOpen && each.source === handOver.source)) action.complete(by, at, state);
    found.endHandOver();
    await this.handOvers.update(handOver);
    await this.outbox.add(handOverChanged(found, handOver));
    const service = connections.find(({ id }) => id === handOver.connectionId)?.serviceName;
    if (state === 'confirmed' && service !== undefined) await this.messages.send(found, 'handed-over', { service }, at);
  }

  /** What has become of the connection that a hand-over waits for: the provider's news is the confirmation (CL-18). */
  async follow(locked: LockedCase, by: string, at: Date): Promise<void> {
    if (locked.case.status !== 'handing-over') return;
    const waiting = await this.handOvers.waiting(locked.case.id);
    const connection = locked.connections.find(({ id }) => id === waiting?.connectionId);
    const state = connection && settledBy(connection.state);
    if (waiting && state) await this.execute(locked, waiting, state, by, at);
  }
}

function settledBy(state: ConnectionState): Settled | null {
  if (STARTED.includes(state)) return 'confirmed';
  if (state === 'declined-by-person') return 'declined-by-person';
  return isLive(state) ? null : 'declined';
}
