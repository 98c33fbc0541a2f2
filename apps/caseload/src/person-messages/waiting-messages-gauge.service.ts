import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Carriers } from './carriers.client';
import { PersonMessageRepository } from './person-message.repository';
import { CHANNELS } from './person-message.rules';

/** Tells, each time the metrics are read, how many messages to people wait, and whether this installation has a way for them. */
@Injectable()
export class WaitingMessagesGauge implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly messages: PersonMessageRepository,
    private readonly carriers: Carriers,
  ) {}

  onModuleInit(): void {
    const read = () => this.read();
    new Gauge({
      name: 'caseload_person_messages_waiting',
      help: 'Messages to people that have not gone out, by channel, and whether the channel is configured',
      labelNames: ['channel', 'configured'],
      registers: [this.registry],
      async collect() {
        for (const { channel, configured, count } of await read()) this.set({ channel, configured }, count);
      },
    });
  }

  private async read(): Promise<{ channel: string; configured: string; count: number }[]> {
    const waiting = await this.messages.waiting();
    return CHANNELS.map((channel) => ({
      channel,
      configured: String(this.carriers.configured.includes(channel)),
      count: waiting.find((each) => each.channel === channel)?.count ?? 0,
    }));
  }
}
