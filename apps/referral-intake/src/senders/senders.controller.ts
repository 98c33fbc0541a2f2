import { Body, Controller, Get, Post } from '@nestjs/common';
import { Allow, Caller, Transaction, type Principal } from '#libs/platform';
import { RegisterSenderService } from './register-sender.service';
import { RegisterSenderDto } from './sender.dto';
import { Sender } from './sender.entity';

@Controller('api/referral-intake/senders')
export class SendersController {
  constructor(
    private readonly register: RegisterSenderService,
    private readonly transaction: Transaction,
  ) {}

  /** Registers, or replaces, an organisation that may refer. */
  @Allow({ roles: ['operator'], scopes: ['hub/referral-intake.write'] })
  @Post()
  async create(@Body() body: RegisterSenderDto, @Caller() caller: Principal): Promise<{ id: string }> {
    await this.register.execute(body, caller);
    return { id: body.organisationId };
  }

  @Allow({ roles: ['operator'] })
  @Get()
  async list(): Promise<{ items: Sender[]; nextCursor: null }> {
    return { items: await this.transaction.reader.find(Sender, { order: { name: 'ASC', id: 'ASC' } }), nextCursor: null };
  }
}
