import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Clock, type Principal } from '#libs/platform';
import { ServeNeedDto } from './serve-need.dto';
import { ChangeNeedService } from './change-need.service';
import { AddNeedDto, ChangeNeedDto, NeedList } from './need.dto';
import { NeedsQuery } from './needs.query';
import { ServeNeedService } from './serve-need.service';

/** What a person needs, each with its own status and actions (CL-39). */
@ApiTags('needs')
@ApiBearerAuth()
@Controller('api/caseload/cases/:caseId/needs')
export class NeedsController {
  constructor(
    private readonly needs: NeedsQuery,
    private readonly changeNeed: ChangeNeedService,
    private readonly serveNeed: ServeNeedService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: NeedList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<NeedList> {
    return { items: await this.needs.ofCase(caseId, caller) };
  }

  @Post()
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'] })
  @ApiCreatedResponse({ type: NeedList })
  async add(@Param('caseId') caseId: string, @Body() body: AddNeedDto, @Caller() caller: Principal): Promise<NeedList> {
    await this.changeNeed.add(caseId, body.code, body, caller, this.clock.now());
    return { items: await this.needs.ofCase(caseId, caller) };
  }

  @Patch(':needId')
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'] })
  @ApiOkResponse({ type: NeedList })
  async change(
    @Param('caseId') caseId: string,
    @Param('needId') needId: string,
    @Body() body: ChangeNeedDto,
    @Caller() caller: Principal,
  ): Promise<NeedList> {
    await this.changeNeed.execute(caseId, needId, body, caller, this.clock.now());
    return { items: await this.needs.ofCase(caseId, caller) };
  }

  @Post(':needId/actions')
  @HttpCode(201)
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'] })
  @ApiCreatedResponse({ type: NeedList })
  async serve(
    @Param('caseId') caseId: string,
    @Param('needId') needId: string,
    @Body() { title, dueAt }: ServeNeedDto,
    @Caller() caller: Principal,
  ): Promise<NeedList> {
    await this.serveNeed.execute(caseId, needId, { title, dueAt: new Date(dueAt) }, caller);
    return { items: await this.needs.ofCase(caseId, caller) };
  }
}
