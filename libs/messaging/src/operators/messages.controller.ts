import { Body, Controller, Get, HttpCode, Inject, Post, Query, type Type } from '@nestjs/common';
import { Access, Caller, type Principal } from '#libs/platform';
import type { Lag } from '../bus';
import type { Counts } from '../messaging-counts';
import type { ServiceMessaging } from '../service-messaging';
import type { Outcome } from './message-acts';
import type { Page, ParkedItem } from './message-lists';
import { OperatorAct, PageQuery, ParkedQuery, RefusedAct } from './messages.dto';

export const MESSAGING = Symbol('ServiceMessaging');

/** The operators' door to one service's messages, the same in every service. */
export function messagesController(service: string): Type {
  @Access({ roles: ['operator'], reach: 'hub' })
  @Controller(`api/${service}/messages`)
  class MessagesController {
    constructor(@Inject(MESSAGING) private readonly messaging: ServiceMessaging) {}

    @Get()
    counts(): Promise<Counts> {
      return this.messaging.counts.now();
    }

    @Get('lag')
    async lag(): Promise<{ items: Lag[] }> {
      return { items: await this.messaging.counts.lag() };
    }

    @Get('outbox')
    outbox(@Query() page: PageQuery): Promise<Page<object>> {
      return this.messaging.lists.outbox(page);
    }

    @Get('parked')
    parked(@Query() query: ParkedQuery): Promise<Page<ParkedItem>> {
      return this.messaging.lists.parked(query);
    }

    @Get('dead')
    dead(@Query() query: ParkedQuery): Promise<Page<ParkedItem>> {
      return this.messaging.lists.parked(Object.assign(query, { state: 'dead' as const }));
    }

    @Get('acts')
    acts(@Query() page: PageQuery): Promise<Page<object>> {
      return this.messaging.lists.acts(page);
    }

    @Post('redrive')
    @HttpCode(200)
    redrive(@Body() act: OperatorAct, @Caller() by: Principal): Promise<Outcome> {
      return this.messaging.acts.redrive(act, by);
    }

    @Post('discard')
    @HttpCode(200)
    discard(@Body() act: OperatorAct, @Caller() by: Principal): Promise<Outcome> {
      return this.messaging.acts.discard(act, by);
    }

    @Post('outbox/redrive')
    @HttpCode(200)
    resend(@Body() act: RefusedAct, @Caller() by: Principal): Promise<Outcome> {
      return this.messaging.acts.resend(act, by);
    }
  }
  return MessagesController;
}
