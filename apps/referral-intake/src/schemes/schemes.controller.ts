import { Body, Controller, Get, Post } from '@nestjs/common';
import { Access, Caller, type Principal } from '#libs/platform';
import { RegisterSchemeService } from './register-scheme.service';
import { RegisterSchemeDto } from './scheme.dto';
import type { SchemeView } from './scheme.view';
import { SchemesQuery } from './schemes.query';

@Controller('api/referral-intake/schemes')
export class SchemesController {
  constructor(
    private readonly register: RegisterSchemeService,
    private readonly schemes: SchemesQuery,
  ) {}

  /** Registers a scheme; senders see it as a HealthcareService once they have an agreement with it. */
  @Access({ roles: ['operator'], reach: 'hub' })
  @Post()
  create(@Body() body: RegisterSchemeDto, @Caller() caller: Principal): Promise<SchemeView> {
    return this.register.execute(body, caller);
  }

  /** The schemes of the caller's organisation; an operator sees all. */
  @Access({
    roles: ['administrator', 'operator', 'supervisor', 'link-worker', 'commissioner'],
    scopes: ['hub/referral-intake.read'],
    reach: 'own-organisation',
  })
  @Get()
  async list(@Caller() caller: Principal): Promise<{ items: SchemeView[]; nextCursor: null }> {
    return { items: await this.schemes.list(caller), nextCursor: null };
  }
}
