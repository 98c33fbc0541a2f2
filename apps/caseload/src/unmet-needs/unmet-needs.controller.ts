import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Clock, type Principal } from '#libs/platform';
import { RecordUnmetNeedService } from './record-unmet-need.service';
import { RecordUnmetNeedDto, UnmetNeedList, UnmetNeedView } from './unmet-need.dto';

/** What a person needed and nobody could offer (CL-32). */
@ApiTags('unmet needs')
@ApiBearerAuth()
@Controller('api/caseload/cases/:caseId/unmet-needs')
export class UnmetNeedsController {
  constructor(
    private readonly recordUnmetNeed: RecordUnmetNeedService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: UnmetNeedList })
  async list(@Param('caseId') caseId: string, @Caller() by: Principal): Promise<UnmetNeedList> {
    return { items: await this.recordUnmetNeed.read(caseId, by) };
  }

  /** The same need for the same reason counts once a case. */
  @Post()
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'] })
  @ApiCreatedResponse({ type: UnmetNeedView })
  record(@Param('caseId') caseId: string, @Body() body: RecordUnmetNeedDto, @Caller() by: Principal): Promise<UnmetNeedView | undefined> {
    return this.recordUnmetNeed.execute(caseId, body, by, this.clock.now());
  }
}
