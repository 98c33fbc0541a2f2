import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { RetentionReceipt, RetentionReceipts, RetentionRunDto } from './retention.dto';
import { RetentionRunsQuery } from './retention-runs.query';
import { RunRetentionService } from './run-retention.service';

/** The retention schedule of the whole hub (docs/guides/records.md). */
@ApiTags('records')
@Access({ roles: ['operator'], reach: 'hub' })
@Controller('api/referral-intake/retention/runs')
export class RetentionController {
  constructor(
    private readonly runRetention: RunRetentionService,
    private readonly runs: RetentionRunsQuery,
  ) {}

  /** Runs the schedule now, beside the daily run; with `dryRun` it only counts. Answers the receipt so far. */
  @Post()
  @ApiCreatedResponse({ type: RetentionReceipt })
  async run(@Body() { dryRun }: RetentionRunDto, @Caller() caller: Principal): Promise<RetentionReceipt> {
    return this.runs.get(await this.runRetention.execute(dryRun, caller));
  }

  /** The last fifty runs, the newest first, with what each service has answered. */
  @Get()
  @ApiOkResponse({ type: RetentionReceipts })
  async list(): Promise<RetentionReceipts> {
    return { items: await this.runs.latest(), nextCursor: null };
  }
}
