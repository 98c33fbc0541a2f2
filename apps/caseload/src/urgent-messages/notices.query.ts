import { Injectable } from '@nestjs/common';
import { Carriers } from '../person-messages/carriers.client';
import type { NoticeView } from '../refer-backs/refer-back.dto';
import { UrgentMessageRepository } from './urgent-message.repository';

/** Who was written to about something, and whether it has gone. */
@Injectable()
export class NoticesQuery {
  constructor(
    private readonly messages: UrgentMessageRepository,
    private readonly carriers: Carriers,
  ) {}

  /** By source, the newest first. */
  async of(sources: readonly string[]): Promise<ReadonlyMap<string, NoticeView[]>> {
    const bySource = new Map<string, NoticeView[]>();
    for (const { source, part, name, channel, occasion, state, why, queuedAt } of await this.messages.ofSources(sources)) {
      const waits = state === 'queued' && !this.carriers.configured.includes(channel);
      const notice = { part, name, channel, occasion, state, why: waits ? 'not-configured' : why, at: queuedAt.toISOString() };
      bySource.set(source, [...(bySource.get(source) ?? []), notice]);
    }
    return bySource;
  }
}
