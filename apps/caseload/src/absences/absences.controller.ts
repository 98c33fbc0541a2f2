import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { AbsenceList, AbsenceView, RecordAbsenceDto } from './absence.dto';
import { RecordAbsenceService } from './record-absence.service';

/** Workers who are away, and who covers. */
@ApiTags('workers')
@Controller('api/caseload/workers/:workerId/absences')
export class AbsencesController {
  constructor(
    private readonly absences: RecordAbsenceService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.read'], reach: 'own-organisation' })
  @ApiOkResponse({ type: AbsenceList })
  async list(@Param('workerId') workerId: string, @Caller() caller: Principal): Promise<AbsenceList> {
    return { items: await this.absences.list(workerId, caller) };
  }

  @Post()
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiCreatedResponse({ type: AbsenceView })
  record(@Param('workerId') workerId: string, @Body() body: RecordAbsenceDto, @Caller() caller: Principal): Promise<AbsenceView> {
    return this.absences.execute(workerId, body, caller);
  }

  @Post(':absenceId/end')
  @HttpCode(200)
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiOkResponse({ type: AbsenceView })
  end(@Param('workerId') workerId: string, @Param('absenceId') id: string, @Caller() caller: Principal): Promise<AbsenceView> {
    return this.absences.end(workerId, id, caller, this.clock.now());
  }
}
