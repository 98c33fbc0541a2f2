import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { ExchangeList, ListExchangesDto } from './exchange.dto';
import { ExchangesQuery } from './exchanges.query';

@ApiTags('exchanges')
@Controller('api/referral-intake/exchanges')
export class ExchangesController {
  constructor(private readonly exchanges: ExchangesQuery) {}

  @Get()
  @Access({
    roles: ['link-worker', 'supervisor', 'practice', 'operator', 'privacy-officer'],
    scopes: ['hub/referral-intake.read'],
    reach: 'own-referral',
  })
  @ApiOkResponse({ type: ExchangeList })
  async list(@Query() { referralId }: ListExchangesDto, @Caller() caller: Principal): Promise<ExchangeList> {
    return { items: await this.exchanges.ofReferral(referralId, caller) };
  }
}
