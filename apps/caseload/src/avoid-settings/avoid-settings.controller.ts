import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { AvoidSettingList, RecordAvoidSettingDto } from './avoid-setting.dto';
import { KeepAvoidSettingsService } from './keep-avoid-settings.service';

/** Settings that a person avoids (CL-20): for the case's worker, a supervisor and whom they name; for everybody else 404. */
@ApiTags('restricted')
@Access({ roles: ['link-worker', 'supervisor'], reach: 'own-scheme' })
@Controller('api/caseload/cases/:caseId/avoid-settings')
export class AvoidSettingsController {
  constructor(
    private readonly keep: KeepAvoidSettingsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOkResponse({ type: AvoidSettingList })
  list(@Param('caseId') caseId: string, @Caller() by: Principal): Promise<AvoidSettingList> {
    return this.keep.read(caseId, by);
  }

  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: AvoidSettingList })
  record(@Param('caseId') caseId: string, @Body() body: RecordAvoidSettingDto, @Caller() by: Principal): Promise<AvoidSettingList> {
    return this.keep.record(caseId, body, by, this.clock.now());
  }

  @Post(':settingId/end')
  @HttpCode(200)
  @ApiOkResponse({ type: AvoidSettingList })
  end(@Param('caseId') caseId: string, @Param('settingId') settingId: string, @Caller() by: Principal): Promise<AvoidSettingList> {
    return this.keep.end(caseId, settingId, by, this.clock.now());
  }
}
