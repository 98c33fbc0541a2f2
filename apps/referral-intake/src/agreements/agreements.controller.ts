import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Clock, type Principal } from '#libs/platform';
import { AgreementList, AgreementView, MakeAgreementDto } from './agreement.dto';
import { AgreementsQuery } from './agreements.query';
import { EndAgreementService } from './end-agreement.service';
import { MakeAgreementService } from './make-agreement.service';

/** Information-governance agreements with other organisations: what each may see of a scheme, and for how long (ID-01). */
@ApiTags('agreements')
@ApiBearerAuth()
@Controller('api/referral-intake/agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: AgreementsQuery,
    private readonly makeAgreement: MakeAgreementService,
    private readonly endAgreement: EndAgreementService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow({ roles: ['administrator', 'privacy-officer'] })
  @ApiOkResponse({ type: AgreementList })
  async list(@Caller() caller: Principal): Promise<AgreementList> {
    return { items: await this.agreements.list(caller, this.clock.now()), nextCursor: null };
  }

  @Post()
  @Allow({ roles: ['administrator'] })
  @ApiCreatedResponse({ type: AgreementView })
  make(@Body() body: MakeAgreementDto, @Caller() caller: Principal): Promise<AgreementView> {
    return this.makeAgreement.execute(body, caller, this.clock.now());
  }

  @Post(':agreementId/end')
  @HttpCode(200)
  @Allow({ roles: ['administrator'] })
  @ApiOkResponse({ type: AgreementView })
  end(@Param('agreementId') agreementId: string, @Caller() caller: Principal): Promise<AgreementView> {
    return this.endAgreement.execute(agreementId, caller, this.clock.now());
  }
}
