import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ReallocateWorkerService } from './reallocate-worker.service';
import { ReallocateDto, ReallocationView, UndoneView } from './reallocation.dto';
import { UndoReallocationService } from './undo-reallocation.service';

/** All cases of a worker who leaves, in one call: a dry run first, and undone if it was a mistake. */
@ApiTags('workers')
@Controller('api/caseload/workers/:workerId')
export class ReallocationsController {
  constructor(
    private readonly reallocate: ReallocateWorkerService,
    private readonly undoReallocation: UndoReallocationService,
    private readonly clock: Clock,
  ) {}

  @Post('reallocate')
  @HttpCode(200)
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiOkResponse({ type: ReallocationView })
  make(
    @Param('workerId', ParseUUIDPipe) workerId: string,
    @Body() body: ReallocateDto,
    @Caller() caller: Principal,
  ): Promise<ReallocationView> {
    return this.reallocate.execute(workerId, body, caller, this.clock.now());
  }

  @Post('reallocations/:reallocationId/undo')
  @HttpCode(200)
  @Access({ roles: ['supervisor'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiOkResponse({ type: UndoneView })
  undo(
    @Param('workerId', ParseUUIDPipe) workerId: string,
    @Param('reallocationId', ParseUUIDPipe) id: string,
    @Caller() caller: Principal,
  ): Promise<UndoneView> {
    return this.undoReallocation.execute(workerId, id, caller, this.clock.now());
  }
}
