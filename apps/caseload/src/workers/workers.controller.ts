import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Clock, PageQuery, type Page, type Principal } from '#libs/platform';
import { RegisterWorkerService } from './register-worker.service';
import { RegisterWorkerDto, WorkerPage, WorkerView } from './worker.dto';
import { WorkersQuery } from './workers.query';

@ApiTags('workers')
@ApiBearerAuth()
@Controller('api/caseload/workers')
export class WorkersController {
  constructor(
    private readonly registerWorker: RegisterWorkerService,
    private readonly workers: WorkersQuery,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow({ roles: ['administrator', 'supervisor'], scopes: ['hub/caseload.write'] })
  @ApiCreatedResponse({ type: WorkerView })
  register(@Body() body: RegisterWorkerDto, @Caller() caller: Principal): Promise<WorkerView> {
    return this.registerWorker.execute(body, caller, this.clock.now());
  }

  @Get()
  @Allow({ roles: ['link-worker', 'supervisor', 'administrator'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: WorkerPage })
  list(@Query() query: PageQuery, @Caller() caller: Principal): Promise<Page<WorkerView>> {
    return this.workers.list(query, caller);
  }
}
