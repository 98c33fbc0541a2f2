import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ServeNeedDto } from './serve-need.dto';
import { ChangeNeedService } from './change-need.service';
import { AddNeedDto, ChangeNeedDto, NeedList } from './need.dto';
import { NeedsQuery } from './needs.query';
import { ServeNeedService } from './serve-need.service';

/** What a person needs, each with its own status and actions (CL-39). */
@ApiTags('needs')
@Controller('api/caseload/cases/:caseId/needs')
export class NeedsController {
  constructor(
    private readonly needs: NeedsQuery,
    private readonly changeNeed: ChangeNeedService,
    private readonly serveNeed: ServeNeedService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: NeedList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<NeedList> {
    return { items: await this.needs.ofCase(caseId, caller) };
  }

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: NeedList })
  async add(@Param('caseId') caseId: string, @Body() body: AddNeedDto, @Caller() caller: Principal): Promise<NeedList> {
    await this.changeNeed.add(caseId, body.code, body, caller, this.clock.now());
    return { items: await this.needs.ofCase(caseId, caller) };
  }

  @Patch(':needId')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
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
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: NeedList })
  async serve(
    @Param('caseId') caseId: string,
    @Param('needId') needId: string,
    @Body() { title, dueAt }: ServeNeedDto,
    @Caller() caller: Principal,
  ): Promise<NeedList> {
    await this.serveNeed.execute(caseId, needId, { title, dueAt: new Date(dueAt) }, caller, this.clock.now());
    return { items: await this.needs.ofCase(caseId, caller) };
  }
}
