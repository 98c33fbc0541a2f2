import { Body, Controller, Get, Post } from '@nestjs/common';
import { Allow, Caller, Transaction, type Principal } from '#libs/platform';
import { RegisterSchemeService } from './register-scheme.service';
import { RegisterSchemeDto } from './scheme.dto';
import { Scheme } from './scheme.entity';

@Controller('api/referral-intake/schemes')
export class SchemesController {
  constructor(
    private readonly register: RegisterSchemeService,
    private readonly transaction: Transaction,
  ) {}

  /** Registers a scheme; senders see it as a HealthcareService once they have an agreement with it. */
  @Allow({ roles: ['administrator', 'operator'], scopes: ['hub/referral-intake.write'] })
  @Post()
  create(@Body() body: RegisterSchemeDto, @Caller() caller: Principal): Promise<Scheme> {
    return this.register.execute(body, caller);
  }

  /** The schemes of the caller's organisation; an operator sees all. */
  @Allow({ roles: ['administrator', 'operator', 'supervisor', 'link-worker', 'commissioner'], scopes: ['hub/referral-intake.read'] })
  @Get()
  async list(@Caller() caller: Principal): Promise<{ items: Scheme[]; nextCursor: null }> {
    const all = caller.roles.includes('operator');
    const items = await this.transaction.reader.find(Scheme, {
      ...(all ? {} : { where: { organisationId: caller.organisationId ?? '00000000-0000-0000-0000-000000000000' } }),
      order: { name: 'ASC', id: 'ASC' },
    });
    return { items, nextCursor: null };
  }
}
