import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Timer } from './timer.entity';
import { TimerRepository, type Deadline } from './timer.repository';

/** What happens when a timer is due. Runs in a transaction with the timer's end; checks the facts itself, for they may have moved on. */
export type TimerHandler = (timer: Timer, now: Date) => Promise<void>;

/**
 * Timers that survive restarts and fire once over several instances. They are set and cleared in the open transaction, so
 * a deadline and what it is for are stored together.
 */
@Injectable()
export class TimerService {
  private readonly handlers = new Map<string, TimerHandler>();
  private readonly listeners: ((dueAt: Date) => void)[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly timers: TimerRepository,
  ) {}

  /** Called by a feature's provider when it starts (`onModuleInit`): one handler a kind. */
  on(kind: string, handler: TimerHandler): void {
    if (this.handlers.has(kind)) throw new Error(`Timers of the kind ${kind} have a handler already`);
    this.handlers.set(kind, handler);
  }

  handlerOf(kind: string): TimerHandler | undefined {
    return this.handlers.get(kind);
  }

  /** Sets the timer of a subject, or moves it. `data` holds identifiers and codes only. */
  async set(kind: string, subjectId: string, dueAt: Date, data: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.timers.set(subjectId, [{ kind, dueAt }], data);
    this.tell(dueAt);
  }

  /** Sets the timer of a subject unless it has one. */
  async ensure(kind: string, subjectId: string, dueAt: Date): Promise<void> {
    await this.timers.ensure(kind, subjectId, dueAt);
    this.tell(dueAt);
  }

  clear(kind: string, subjectId: string): Promise<void> {
    return this.timers.clear(subjectId, [kind]);
  }

  /** Sets and clears all timers of a subject that are given, at once. */
  async keep(subjectId: string, deadlines: readonly Deadline[]): Promise<void> {
    const running = deadlines.flatMap(({ kind, dueAt }) => (dueAt === null ? [] : [{ kind, dueAt }]));
    const over = deadlines.filter(({ dueAt }) => dueAt === null).map(({ kind }) => kind);
    if (over.length > 0) await this.timers.clear(subjectId, over);
    if (running.length === 0) return;
    await this.timers.set(subjectId, running, {});
    for (const { dueAt } of running) this.tell(dueAt);
  }

  /** The worker of this process is told of every due time that becomes known. */
  onSet(listener: (dueAt: Date) => void): void {
    this.listeners.push(listener);
  }

  private tell(dueAt: Date): void {
    this.transaction.afterCommit(() => {
      for (const listener of this.listeners) listener(dueAt);
    });
  }
}
