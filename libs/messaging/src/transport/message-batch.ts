import { isAfterFailure, type Transaction } from '#libs/platform';
import { refuseOlderThanInbox } from '../inbox/inbox-horizon';
import type { ErasedSubjects } from '../erasing/erased-subjects';
import type { InboxEntry, InboxTable } from '../inbox/inbox-table';
import type { ParkingTable } from '../parking/parking-table';
import type { Handlers } from './handlers';
import { lineOf, type Message } from './message';
import { isPassing } from './patience';
import { StoppedError } from './transport.errors';

export interface Tables {
  readonly transaction: Transaction;
  readonly inbox: InboxTable;
  readonly parking: ParkingTable;
  readonly erased: ErasedSubjects;
}

/** Which message of a batch failed; undefined when the commit did. */
export class BatchFailure extends Error {
  constructor(
    readonly culprit: number | undefined,
    override readonly cause: unknown,
  ) {
    super('a message of the batch failed');
  }
}

type Placed = readonly [index: number, message: Message];

/**
 * Messages of one partition in one transaction: their inbox rows, the parked check, the handlers, the commit. They are
 * handled one after another; only where every handler keeps to its own subject do the subjects go side by side, so that
 * their statements travel together.
 */
export class MessageBatch {
  constructor(
    private readonly tables: Tables,
    private readonly handlers: Handlers,
  ) {}

  /** Answers those that were handled now. Throws what passes by itself as it is, anything else as a `BatchFailure`. */
  async handle(messages: readonly Message[]): Promise<Message[]> {
    const { transaction, inbox, parking, erased } = this.tables;
    const handled: Message[] = [];
    try {
      await transaction.run(async () => {
        const [fresh, held, gone] = await transaction.together<[Set<string>, Set<string>, Set<string>]>(() => [
          inbox.enter(messages.map(entryOf)),
          parking.holding(messages),
          erased.among(messages),
        ]);
        const entered = [...messages.entries()].filter(([, { context }]) => fresh.delete(context.id));
        const mine = entered.filter(([, { context }]) => !gone.has(context.subject));
        const late = entered.filter(([, { context }]) => gone.has(context.subject));
        if (late.length > 0) await inbox.settleErased(late.map(([, { context }]) => context.id));
        const lanes = this.lanesOf(mine).map(async (lane) => {
          for (const [index, message] of lane) {
            if (await this.one(index, message, held.has(lineOf(message)))) handled.push(message);
          }
        });
        throwFirst(await Promise.allSettled(lanes));
      });
    } catch (error) {
      if (error instanceof BatchFailure) throw isPassing(error.cause) || error.cause instanceof StoppedError ? error.cause : error;
      throw isPassing(error) ? error : new BatchFailure(undefined, error);
    }
    return handled;
  }

  private lanesOf(messages: readonly Placed[]): (readonly Placed[])[] {
    if (!messages.every(([, message]) => this.handlers.keepToTheirSubject(message))) return [messages];
    const lanes = new Map<string, Placed[]>();
    for (const placed of messages) {
      const line = lineOf(placed[1]);
      const lane = lanes.get(line);
      if (lane) lane.push(placed);
      else lanes.set(line, [placed]);
    }
    return [...lanes.values()];
  }

  /** Whether its handlers ran; otherwise it stands behind what is parked of its line. */
  private async one(index: number, message: Message, held: boolean): Promise<boolean> {
    try {
      if (held) {
        await this.tables.parking.append(message);
        return false;
      }
      // Only here: what an operator put back is handled however old it is.
      refuseOlderThanInbox(message.context, Date.now());
      await this.handlers.handle(message);
      return true;
    } catch (error) {
      throw new BatchFailure(index, error);
    }
  }
}

/** Of several lanes that failed the first message counts, but not one that was only refused because another had failed. */
function throwFirst(settled: readonly PromiseSettledResult<void>[]): void {
  const failures = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as BatchFailure] : []));
  const causes = failures.filter(({ cause }) => !isAfterFailure(cause));
  const [first] = (causes.length > 0 ? causes : failures).sort((a, b) => (a.culprit ?? 0) - (b.culprit ?? 0));
  if (first) throw first;
}

function entryOf({ context, unknownType }: Message): InboxEntry {
  return { id: context.id, outcome: unknownType ? 'unknown-type' : 'handled' };
}
