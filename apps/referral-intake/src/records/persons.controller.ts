import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { ErasePersonService } from './erase-person.service';
import { ErasureReceiptQuery } from './erasure-receipt.query';
import { FindPersonQuery } from './find-person.query';
import { HoldPersonService } from './hold-person.service';
import { ErasureReceipt, ErasureReceipts, FindPersonDto, FoundPersons, LegalHold, ReasonDto } from './records.dto';

/** A person's rights over their records, as a privacy officer carries them out (docs/guides/records.md). */
@ApiTags('records')
@Access({ roles: ['privacy-officer'], reach: 'own-organisation' })
@Controller('api/referral-intake/persons')
export class PersonsController {
  constructor(
    private readonly persons: FindPersonQuery,
    private readonly erase: ErasePersonService,
    private readonly receipt: ErasureReceiptQuery,
    private readonly hold: HoldPersonService,
  ) {}

  /** Whom a request is about, by the reference of a referral or by NHS number, which never stands in an address. */
  @Post('find')
  @HttpCode(200)
  @ApiOkResponse({ type: FoundPersons })
  find(@Body() body: FindPersonDto, @Caller() caller: Principal): Promise<FoundPersons> {
    return this.persons.find(body, caller);
  }

  /** Erases a person of the caller's organisation in every service, for good; again without effect. Answers the receipt so far. */
  @Post(':personId/erase')
  @HttpCode(200)
  @ApiOkResponse({ type: ErasureReceipt })
  async erasePerson(@Param('personId') id: string, @Body() { reason }: ReasonDto, @Caller() caller: Principal): Promise<ErasureReceipt> {
    return this.receipt.of(id, await this.erase.execute(id, reason, caller));
  }

  /** What each service has done about the person's records, what it keeps and why; none while nothing was asked for. */
  @Get(':personId/receipts')
  @ApiOkResponse({ type: ErasureReceipts })
  async receiptsOf(@Param('personId') id: string): Promise<ErasureReceipts> {
    return { items: await this.receipt.list(id), nextCursor: null };
  }

  /** Keeps the person's records: neither a request nor the schedule erases them until the hold is ended. */
  @Post(':personId/legal-hold')
  @HttpCode(200)
  @ApiOkResponse({ type: LegalHold })
  holdPerson(@Param('personId') id: string, @Body() { reason }: ReasonDto, @Caller() caller: Principal): Promise<LegalHold> {
    return this.hold.execute('place', id, reason, caller);
  }

  @Post(':personId/legal-hold/end')
  @HttpCode(200)
  @ApiOkResponse({ type: LegalHold })
  endHold(@Param('personId') id: string, @Body() { reason }: ReasonDto, @Caller() caller: Principal): Promise<LegalHold> {
    return this.hold.execute('end', id, reason, caller);
  }
}
