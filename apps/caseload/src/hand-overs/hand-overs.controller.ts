import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { AnswerHandOverService } from './answer-hand-over.service';
import { DeclineHandOverDto, HandOverList, HandOverView, StartHandOverDto } from './hand-over.dto';
import { HandOversQuery } from './hand-overs.query';
import { StartHandOverService } from './start-hand-over.service';

const WRITERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' } as const;

/** A person moves on; the sending side stays responsible until the receiving side confirms (CL-18). */
@ApiTags('hand-overs')
@Controller('api/caseload/cases/:caseId/hand-overs')
export class HandOversController {
  constructor(
    private readonly handOvers: HandOversQuery,
    private readonly startHandOver: StartHandOverService,
    private readonly answer: AnswerHandOverService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: HandOverList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<HandOverList> {
    return { items: await this.handOvers.list(caseId, caller) };
  }

  @Post()
  @Access(WRITERS)
  @ApiCreatedResponse({ type: HandOverView })
  start(@Param('caseId') caseId: string, @Body() body: StartHandOverDto, @Caller() caller: Principal): Promise<HandOverView> {
    return this.startHandOver.execute(caseId, body, caller, this.clock.now());
  }

  @Post(':handOverId/confirm')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiOkResponse({ type: HandOverView })
  confirm(@Param('caseId') caseId: string, @Param('handOverId') id: string, @Caller() caller: Principal): Promise<HandOverView> {
    return this.answer.execute(caseId, id, 'confirm', caller, this.clock.now());
  }

  @Post(':handOverId/decline')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiOkResponse({ type: HandOverView })
  decline(
    @Param('caseId') caseId: string,
    @Param('handOverId') id: string,
    @Body() { by }: DeclineHandOverDto,
    @Caller() caller: Principal,
  ): Promise<HandOverView> {
    return this.answer.execute(caseId, id, by === 'person' ? 'decline-for-person' : 'decline', caller, this.clock.now());
  }

  @Post(':handOverId/withdraw')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiOkResponse({ type: HandOverView })
  withdraw(@Param('caseId') caseId: string, @Param('handOverId') id: string, @Caller() caller: Principal): Promise<HandOverView> {
    return this.answer.execute(caseId, id, 'withdraw', caller, this.clock.now());
  }
}
