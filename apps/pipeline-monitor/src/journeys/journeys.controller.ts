import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { CorrelationDto, ReferralDto } from './journey.dto';
import type { JourneyView } from './journey.view';
import { JourneysQuery } from './journeys.query';

@ApiTags('journeys')
@Access({ roles: ['operator', 'supervisor', 'administrator'], scopes: ['hub/pipeline-monitor.read'], reach: 'own-organisation' })
@Controller('api/pipeline-monitor/journeys')
export class JourneysController {
  constructor(private readonly journeys: JourneysQuery) {}

  /** Where one referral has been, step by step. */
  @Get(':referralId')
  byReferral(@Param() { referralId }: ReferralDto, @Caller() caller: Principal): Promise<JourneyView> {
    return this.journeys.byReferral(referralId, caller);
  }

  /** The journeys that a message with this correlation id began or moved, newest first. */
  @Get()
  async byCorrelation(
    @Query() { correlationId }: CorrelationDto,
    @Caller() caller: Principal,
  ): Promise<{ items: JourneyView[]; nextCursor: null }> {
    return { items: await this.journeys.byCorrelation(correlationId, caller), nextCursor: null };
  }
}
