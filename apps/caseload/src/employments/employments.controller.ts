import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { EmploymentList, EmploymentView, EndEmploymentDto, RecordEmploymentDto, WteQueryDto, WteView } from './employment.dto';
import { RecordEmploymentService } from './record-employment.service';
import { WteQuery } from './wte.query';

/** Who employs the workers, for whom, and how much of full time (CL-26, CL-27). */
@ApiTags('workers')
@Controller('api/caseload/workers')
export class EmploymentsController {
  constructor(
    private readonly employments: RecordEmploymentService,
    private readonly wte: WteQuery,
  ) {}

  @Get('wte')
  @Access({ roles: ['supervisor', 'administrator', 'link-worker'], scopes: ['hub/caseload.read'], reach: 'own-organisation' })
  @ApiOkResponse({ type: WteView })
  on(@Query() query: WteQueryDto, @Caller() caller: Principal): Promise<WteView> {
    return this.wte.on(query, caller);
  }

  @Get(':workerId/employments')
  @Access({ roles: ['supervisor', 'administrator'], scopes: ['hub/caseload.read'], reach: 'own-organisation' })
  @ApiOkResponse({ type: EmploymentList })
  async list(@Param('workerId') workerId: string, @Caller() caller: Principal): Promise<EmploymentList> {
    return { items: await this.employments.list(workerId, caller) };
  }

  @Post(':workerId/employments')
  @Access({ roles: ['supervisor', 'administrator'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiCreatedResponse({ type: EmploymentView })
  record(@Param('workerId') workerId: string, @Body() body: RecordEmploymentDto, @Caller() caller: Principal): Promise<EmploymentView> {
    return this.employments.execute(workerId, body, caller);
  }

  @Post(':workerId/employments/:employmentId/end')
  @HttpCode(200)
  @Access({ roles: ['supervisor', 'administrator'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiOkResponse({ type: EmploymentView })
  end(
    @Param('workerId') workerId: string,
    @Param('employmentId') employmentId: string,
    @Body() { validUntil }: EndEmploymentDto,
    @Caller() caller: Principal,
  ): Promise<EmploymentView> {
    return this.employments.end(workerId, employmentId, validUntil, caller);
  }
}
