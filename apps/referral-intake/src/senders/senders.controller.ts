import { Body, Controller, Get, Post } from '@nestjs/common';
import { Access, Caller, type Principal } from '#libs/platform';
import { RegisterSenderService } from './register-sender.service';
import { RegisterSenderDto } from './sender.dto';
import type { SenderView } from './sender.view';
import { SendersQuery } from './senders.query';

@Controller('api/referral-intake/senders')
export class SendersController {
  constructor(
    private readonly register: RegisterSenderService,
    private readonly senders: SendersQuery,
  ) {}

  /** Registers, or replaces, an organisation that may refer. */
  @Access({ roles: ['operator'], reach: 'hub' })
  @Post()
  async create(@Body() body: RegisterSenderDto, @Caller() caller: Principal): Promise<{ id: string }> {
    await this.register.execute(body, caller);
    return { id: body.organisationId };
  }

  @Access({ roles: ['operator'], reach: 'hub' })
  @Get()
  async list(): Promise<{ items: SenderView[]; nextCursor: null }> {
    return { items: await this.senders.list(), nextCursor: null };
  }
}
