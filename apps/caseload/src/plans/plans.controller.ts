import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { etagOf, expectedVersionOf } from '../cases/if-match.rules';
import { AgreePlanService } from './agree-plan.service';
import { DraftPlanService } from './draft-plan.service';
import { PlanContentDto } from './plan-content.dto';
import { versionOf } from './plan-version.rules';
import { AgreePlanDto, PlanList, PlanView } from './plan.dto';
import { PlansQuery } from './plans.query';
import { WritePlanService } from './write-plan.service';

const IF_MATCH = { name: 'If-Match', required: false, description: "The plan's ETag; another one is refused (412)" };
const READERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' } as const;
const WRITERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' } as const;

/** The plan that a person makes with their link worker, in versions (CL-07a–e, CL-08). */
@ApiTags('plans')
@Controller('api/caseload/cases/:caseId/plans')
export class PlansController {
  constructor(
    private readonly plans: PlansQuery,
    private readonly draftPlan: DraftPlanService,
    private readonly writePlan: WritePlanService,
    private readonly agreePlan: AgreePlanService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access(READERS)
  @ApiOkResponse({ type: PlanList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<PlanList> {
    return { items: await this.plans.list(caseId, caller) };
  }

  @Post()
  @Access(WRITERS)
  @ApiCreatedResponse({ type: PlanView })
  async draft(
    @Param('caseId') caseId: string,
    @Body() body: PlanContentDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    return made(await this.draftPlan.execute(caseId, body, caller, this.clock.now()), reply);
  }

  @Get(':version')
  @Access(READERS)
  @ApiOkResponse({ type: PlanView })
  async read(
    @Param('caseId') caseId: string,
    @Param('version') version: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    return tagged(await this.plans.read(caseId, versionOf(version), caller), reply);
  }

  /** Writes the plan whole. An agreed version stays as it is: a draft of the next one is made instead (201). */
  @Put(':version')
  @Access(WRITERS)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: PlanView })
  write(
    @Param() place: PlaceParams,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() told: PlanContentDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    return this.written({ place, ifMatch, told, whole: true }, caller, reply);
  }

  /** Changes the sections that are told; the others stay. An agreed version stays as it is: a draft of the next one is made instead (201). */
  @Patch(':version')
  @Access(WRITERS)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: PlanView })
  change(
    @Param() place: PlaceParams,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() told: PlanContentDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    return this.written({ place, ifMatch, told, whole: false }, caller, reply);
  }

  @Post(':version/agree')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: PlanView })
  async agree(
    @Param() { caseId, version }: PlaceParams,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() agreement: AgreePlanDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    const asked = { caseId, version: versionOf(version), agreement, expectedRevision: expectedVersionOf(ifMatch) };
    return tagged(await this.agreePlan.execute(asked, caller, this.clock.now()), reply);
  }

  private async written(
    { place, ifMatch, told, whole }: { place: PlaceParams; ifMatch: string | undefined; told: PlanContentDto; whole: boolean },
    caller: Principal,
    reply: FastifyReply,
  ): Promise<PlanView> {
    const version = versionOf(place.version);
    const writing = { caseId: place.caseId, version, told, whole, expectedRevision: expectedVersionOf(ifMatch) };
    const view = await this.writePlan.execute(writing, caller, this.clock.now());
    return view.version === version ? tagged(view, reply) : made(view, reply);
  }
}

interface PlaceParams {
  readonly caseId: string;
  readonly version: string;
}

function made(view: PlanView, reply: FastifyReply): PlanView {
  void reply.status(201).header('location', `/api/caseload/cases/${view.caseId}/plans/${String(view.version)}`);
  return tagged(view, reply);
}

function tagged(view: PlanView, reply: FastifyReply): PlanView {
  void reply.header('etag', etagOf(view.revision));
  return view;
}
