import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { CaseQuery } from '../cases/case.query';
import { CaseView } from '../cases/case.view';
import { expectedVersionOf } from '../cases/if-match.rules';
import { MoveCaseService } from './move-case.service';
import { MoveCaseDto, MoveView } from './move.dto';

/** A case goes to another area or scheme with its history (CL-41): a dry run first, and undone if it was a mistake. */
@ApiTags('cases')
@Controller('api/caseload/cases/:caseId')
export class MovesController {
  constructor(
    private readonly moveCase: MoveCaseService,
    private readonly oneCase: CaseQuery,
    private readonly clock: Clock,
  ) {}

  @Post('move')
  @HttpCode(200)
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'ETag of the case; another version is answered 412' })
  @ApiOkResponse({ type: MoveView })
  move(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: MoveCaseDto,
    @Caller() caller: Principal,
  ): Promise<MoveView> {
    return this.moveCase.execute(caseId, body, expectedVersionOf(ifMatch), caller, this.clock.now());
  }

  @Post('moves/:moveId/undo')
  @HttpCode(200)
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CaseView })
  async undo(@Param('caseId') caseId: string, @Param('moveId') id: string, @Caller() caller: Principal): Promise<CaseView> {
    await this.moveCase.undo(caseId, id, caller, this.clock.now());
    return this.oneCase.find(caseId, caller);
  }
}
