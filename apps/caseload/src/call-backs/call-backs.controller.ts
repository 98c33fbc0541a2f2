import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { CallBackList, CallBackMadeDto, CallBackView, PromiseCallBackDto } from './call-back.dto';
import { CallBacksQuery } from './call-backs.query';
import { MakeCallBackService } from './make-call-back.service';
import { PromiseCallBackService } from './promise-call-back.service';

/** Calls that the service has promised a person, each within a window (CL-14). */
@ApiTags('contacts')
@Controller('api/caseload/cases/:caseId/call-backs')
export class CallBacksController {
  constructor(
    private readonly callBacks: CallBacksQuery,
    private readonly promiseCallBack: PromiseCallBackService,
    private readonly makeCallBack: MakeCallBackService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CallBackList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<CallBackList> {
    return { items: await this.callBacks.ofCase(caseId, caller) };
  }

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: CallBackView })
  promise(@Param('caseId') caseId: string, @Body() body: PromiseCallBackDto, @Caller() caller: Principal): Promise<CallBackView> {
    return this.promiseCallBack.execute(caseId, body, caller, this.clock.now());
  }

  @Post(':callBackId/made')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CallBackView })
  made(
    @Param('caseId') caseId: string,
    @Param('callBackId') callBackId: string,
    @Body() body: CallBackMadeDto,
    @Caller() caller: Principal,
  ): Promise<CallBackView> {
    return this.makeCallBack.execute(caseId, callBackId, body, caller, this.clock.now());
  }
}
