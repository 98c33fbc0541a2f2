import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { RecordUnmetNeedService } from './record-unmet-need.service';
import { RecordUnmetNeedDto, UnmetNeedList, UnmetNeedView } from './unmet-need.dto';

/** What a person needed and nobody could offer (CL-32). */
@ApiTags('unmet needs')
@Controller('api/caseload/cases/:caseId/unmet-needs')
export class UnmetNeedsController {
  constructor(
    private readonly recordUnmetNeed: RecordUnmetNeedService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: UnmetNeedList })
  async list(@Param('caseId') caseId: string, @Caller() by: Principal): Promise<UnmetNeedList> {
    return { items: await this.recordUnmetNeed.read(caseId, by) };
  }

  /** The same need for the same reason counts once a case. */
  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: UnmetNeedView })
  record(@Param('caseId') caseId: string, @Body() body: RecordUnmetNeedDto, @Caller() by: Principal): Promise<UnmetNeedView | undefined> {
    return this.recordUnmetNeed.execute(caseId, body, by, this.clock.now());
  }
}
