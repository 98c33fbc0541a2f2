import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, PageQuery, type Page, type Principal } from '#libs/platform';
import { RegisterWorkerService } from './register-worker.service';
import { RegisterWorkerDto, WorkerPage, WorkerView } from './worker.dto';
import { WorkersQuery } from './workers.query';

@ApiTags('workers')
@Controller('api/caseload/workers')
export class WorkersController {
  constructor(
    private readonly registerWorker: RegisterWorkerService,
    private readonly workers: WorkersQuery,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access({ roles: ['administrator', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-organisation' })
  @ApiCreatedResponse({ type: WorkerView })
  register(@Body() body: RegisterWorkerDto, @Caller() caller: Principal): Promise<WorkerView> {
    return this.registerWorker.execute(body, caller, this.clock.now());
  }

  @Get()
  @Access({ roles: ['link-worker', 'supervisor', 'administrator'], scopes: ['hub/caseload.read'], reach: 'own-organisation' })
  @ApiOkResponse({ type: WorkerPage })
  list(@Query() query: PageQuery, @Caller() caller: Principal): Promise<Page<WorkerView>> {
    return this.workers.list(query, caller);
  }
}
