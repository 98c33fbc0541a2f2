import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { BlockCaseService } from './block-case.service';
import { BlockCaseDto, BlockerList, BlockerView, ExpectBlockerDto } from './blocker.dto';
import { BlockersQuery } from './blockers.query';

const WRITERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' } as const;

/** Steps of others that support waits for (CL-19). */
@ApiTags('blockers')
@Controller('api/caseload/cases/:caseId/blockers')
export class BlockersController {
  constructor(
    private readonly blockCase: BlockCaseService,
    private readonly blockers: BlockersQuery,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: BlockerList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<BlockerList> {
    return { items: await this.blockers.list(caseId, caller) };
  }

  @Post()
  @Access(WRITERS)
  @ApiCreatedResponse({ type: BlockerView })
  block(@Param('caseId') caseId: string, @Body() body: BlockCaseDto, @Caller() caller: Principal): Promise<BlockerView> {
    return this.blockCase.execute(caseId, body, caller, this.clock.now());
  }

  @Post(':blockerId/expect')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiOkResponse({ type: BlockerView })
  expect(
    @Param('caseId') caseId: string,
    @Param('blockerId') id: string,
    @Body() { expectedBy }: ExpectBlockerDto,
    @Caller() caller: Principal,
  ): Promise<BlockerView> {
    return this.blockCase.expect(caseId, id, expectedBy, caller, this.clock.now());
  }

  @Post(':blockerId/end')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiOkResponse({ type: BlockerView })
  end(@Param('caseId') caseId: string, @Param('blockerId') id: string, @Caller() caller: Principal): Promise<BlockerView> {
    return this.blockCase.end(caseId, id, caller, this.clock.now());
  }
}
