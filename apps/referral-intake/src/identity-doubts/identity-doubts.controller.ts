import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { IdentityDoubtList, SettleIdentityDoubtDto } from './identity-doubt.dto';
import { SettleIdentityDoubtService } from './settle-identity-doubt.service';

/** Two persons with one NHS number and another surname or birth date: a supervisor of the scheme's organisation finds out who they are. */
@ApiTags('identity doubts')
@Controller('api/referral-intake/identity-doubts')
export class IdentityDoubtsController {
  constructor(private readonly doubts: SettleIdentityDoubtService) {}

  @Get()
  @Access({ roles: ['supervisor', 'operator'], reach: 'own-organisation' })
  @ApiOkResponse({ type: IdentityDoubtList })
  async list(@Caller() caller: Principal): Promise<IdentityDoubtList> {
    return { items: await this.doubts.list(caller) };
  }

  @Post(':doubtId/settle')
  @HttpCode(204)
  @Access({ roles: ['supervisor', 'operator'], reach: 'own-organisation' })
  async settle(@Param('doubtId') id: string, @Body() { outcome }: SettleIdentityDoubtDto, @Caller() caller: Principal): Promise<void> {
    await this.doubts.execute(id, outcome, caller);
  }
}
