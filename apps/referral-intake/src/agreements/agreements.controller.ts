import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { AgreementList, AgreementView, MakeAgreementDto } from './agreement.dto';
import { AgreementsQuery } from './agreements.query';
import { EndAgreementService } from './end-agreement.service';
import { MakeAgreementService } from './make-agreement.service';

/** Information-governance agreements with other organisations: what each may see of a scheme, and for how long (ID-01). */
@ApiTags('agreements')
@Controller('api/referral-intake/agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: AgreementsQuery,
    private readonly makeAgreement: MakeAgreementService,
    private readonly endAgreement: EndAgreementService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['operator', 'administrator', 'privacy-officer'], reach: 'own-organisation' })
  @ApiOkResponse({ type: AgreementList })
  async list(@Caller() caller: Principal): Promise<AgreementList> {
    return { items: await this.agreements.list(caller, this.clock.now()), nextCursor: null };
  }

  @Post()
  @Access({ roles: ['operator'], reach: 'hub' })
  @ApiCreatedResponse({ type: AgreementView })
  make(@Body() body: MakeAgreementDto, @Caller() caller: Principal): Promise<AgreementView> {
    return this.makeAgreement.execute(body, caller, this.clock.now());
  }

  @Post(':agreementId/end')
  @HttpCode(200)
  @Access({ roles: ['operator'], reach: 'hub' })
  @ApiOkResponse({ type: AgreementView })
  end(@Param('agreementId') agreementId: string, @Caller() caller: Principal): Promise<AgreementView> {
    return this.endAgreement.execute(agreementId, caller, this.clock.now());
  }
}
