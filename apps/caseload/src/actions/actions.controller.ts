import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ActionList, ActionView, CompleteActionDto, OpenActionDto } from './action.dto';
import { ActionsQuery } from './actions.query';
import { CompleteActionService } from './complete-action.service';
import { OpenActionService } from './open-action.service';

/** What is to be done on a case beside what follows from its record. */
@ApiTags('actions')
@Controller('api/caseload/cases/:caseId/actions')
export class ActionsController {
  constructor(
    private readonly actions: ActionsQuery,
    private readonly openAction: OpenActionService,
    private readonly completeAction: CompleteActionService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ActionList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<ActionList> {
    return { items: await this.actions.ofCase(caseId, caller) };
  }

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: ActionView })
  open(@Param('caseId') caseId: string, @Body() body: OpenActionDto, @Caller() caller: Principal): Promise<ActionView> {
    return this.openAction.execute(caseId, body, caller, this.clock.now());
  }

  @Post(':actionId/complete')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ActionView })
  complete(
    @Param('caseId') caseId: string,
    @Param('actionId') actionId: string,
    @Body() { outcome }: CompleteActionDto,
    @Caller() caller: Principal,
  ): Promise<ActionView> {
    return this.completeAction.execute(caseId, actionId, outcome, caller, this.clock.now());
  }
}
