import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { SchemeSettings } from './scheme-settings.dto';
import { SetSchemeService } from './set-scheme.service';

/** What a scheme sets for itself in caseload. */
@ApiTags('schemes')
@Controller('api/caseload/schemes/:schemeId/settings')
export class SchemesController {
  constructor(private readonly setScheme: SetSchemeService) {}

  @Get()
  @Access({ roles: ['supervisor', 'administrator'], reach: 'own-scheme' })
  @ApiOkResponse({ type: SchemeSettings })
  read(@Param('schemeId') schemeId: string, @Caller() caller: Principal): Promise<SchemeSettings> {
    return this.setScheme.read(schemeId, caller);
  }

  /** Replaces the settings; what is left out goes back to its default. */
  @Put()
  @Access({ roles: ['supervisor', 'administrator'], reach: 'own-scheme' })
  @ApiOkResponse({ type: SchemeSettings })
  set(@Param('schemeId') schemeId: string, @Body() settings: SchemeSettings, @Caller() caller: Principal): Promise<SchemeSettings> {
    return this.setScheme.execute(schemeId, settings, caller);
  }
}
