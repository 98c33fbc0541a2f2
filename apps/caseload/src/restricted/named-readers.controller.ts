import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { NameReaderService } from './name-reader.service';
import { NamedReaderList, NameReaderDto } from './named-reader.dto';

/** Who else may read the restricted items of a case. */
@ApiTags('restricted')
@Controller('api/caseload/cases/:caseId/named-readers')
export class NamedReadersController {
  constructor(
    private readonly nameReader: NameReaderService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: NamedReaderList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<NamedReaderList> {
    return { items: await this.nameReader.list(caseId, caller) };
  }

  @Post()
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: NamedReaderList })
  async name(@Param('caseId') caseId: string, @Body() { workerId }: NameReaderDto, @Caller() caller: Principal): Promise<NamedReaderList> {
    await this.nameReader.execute(caseId, workerId, true, caller, this.clock.now());
    return { items: await this.nameReader.list(caseId, caller) };
  }

  @Delete(':workerId')
  @HttpCode(204)
  @Access({ roles: ['link-worker', 'supervisor'], reach: 'own-scheme' })
  @ApiNoContentResponse()
  async unname(
    @Param('caseId') caseId: string,
    @Param('workerId', ParseUUIDPipe) workerId: string,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.nameReader.execute(caseId, workerId, false, caller, this.clock.now());
  }
}
