import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Clock, type Principal } from '#libs/platform';
import { AbsenceList, AbsenceView, RecordAbsenceDto } from './absence.dto';
import { RecordAbsenceService } from './record-absence.service';

/** Workers who are away, and who covers. */
@ApiTags('workers')
@ApiBearerAuth()
@Controller('api/caseload/workers/:workerId/absences')
export class AbsencesController {
  constructor(
    private readonly absences: RecordAbsenceService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow({ roles: ['supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: AbsenceList })
  async list(@Param('workerId') workerId: string, @Caller() caller: Principal): Promise<AbsenceList> {
    return { items: await this.absences.list(workerId, caller) };
  }

  @Post()
  @Allow({ roles: ['supervisor'], scopes: ['hub/caseload.write'] })
  @ApiCreatedResponse({ type: AbsenceView })
  record(@Param('workerId') workerId: string, @Body() body: RecordAbsenceDto, @Caller() caller: Principal): Promise<AbsenceView> {
    return this.absences.execute(workerId, body, caller);
  }

  @Post(':absenceId/end')
  @HttpCode(200)
  @Allow({ roles: ['supervisor'], scopes: ['hub/caseload.write'] })
  @ApiOkResponse({ type: AbsenceView })
  end(@Param('workerId') workerId: string, @Param('absenceId') id: string, @Caller() caller: Principal): Promise<AbsenceView> {
    return this.absences.end(workerId, id, caller, this.clock.now());
  }
}
