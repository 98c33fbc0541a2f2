import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ConcernsQuery } from './concerns.query';
import { RaiseConcernService } from './raise-concern.service';
import { ConcernList, RaiseConcernDto, RaisedConcernView } from './safeguarding-concern.dto';

/** Anybody who works for the scheme may raise a concern; few may read it (GV-05). */
@ApiTags('safeguarding')
@Controller('api/caseload/cases/:caseId/safeguarding-concerns')
export class SafeguardingController {
  constructor(
    private readonly concerns: ConcernsQuery,
    private readonly raiseConcern: RaiseConcernService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ConcernList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<ConcernList> {
    return { items: await this.concerns.ofCase(caseId, caller) };
  }

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: RaisedConcernView })
  raise(
    @Param('caseId') caseId: string,
    @Body() { category, detail }: RaiseConcernDto,
    @Caller() caller: Principal,
  ): Promise<RaisedConcernView> {
    return this.raiseConcern.execute(caseId, { category, detail }, caller, this.clock.now());
  }
}
