import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type Principal } from '#libs/platform';
import { AccessRecordsService } from './access-records.service';
import { CorrectPersonDto } from './correct-person.dto';
import { CorrectPersonService } from './correct-person.service';
import { DownloadRecordsService } from './download-records.service';
import { ErasePersonService } from './erase-person.service';
import { FindPersonQuery } from './find-person.query';
import { HoldPersonService } from './hold-person.service';
import { PersonReceiptsQuery } from './person-receipts.query';
import { ErasureReceipt, FindPersonDto, FoundPersons, LegalHold, PersonReceipt, PersonReceipts, ReasonDto } from './records.dto';

/** A person's rights over their records, as a privacy officer carries them out (docs/guides/records.md). */
@ApiTags('records')
@Access({ roles: ['privacy-officer'], reach: 'own-organisation' })
@Controller('api/referral-intake/persons')
export class PersonsController {
  constructor(
    private readonly persons: FindPersonQuery,
    private readonly erase: ErasePersonService,
    private readonly correct: CorrectPersonService,
    private readonly receipts: PersonReceiptsQuery,
    private readonly hold: HoldPersonService,
    private readonly access: AccessRecordsService,
    private readonly download: DownloadRecordsService,
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
    const { requestId, before } = await this.erase.execute(id, reason, caller);
    return Object.assign(await this.receipts.get(requestId), { alreadyErased: before });
  }

  /** Corrects what every service holds of a person of the caller's organisation: what is given here, and nothing else. Answers the receipt so far. */
  @Post(':personId/correct')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonReceipt })
  async correctPerson(@Param('personId') id: string, @Body() body: CorrectPersonDto, @Caller() caller: Principal): Promise<PersonReceipt> {
    return this.receipts.get(await this.correct.execute(id, body, caller));
  }

  /** What each service has done about the person's records, what it keeps and why; none while nothing was asked for. */
  @Get(':personId/receipts')
  @ApiOkResponse({ type: PersonReceipts })
  async receiptsOf(@Param('personId') id: string, @Caller() { organisationId }: Principal): Promise<PersonReceipts> {
    return { items: await this.receipts.list(id, organisationId), nextCursor: null };
  }

  /** Asks every service for a copy of what it holds of the person. Answers the receipt so far. */
  @Post(':personId/access')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonReceipt })
  async askFor(@Param('personId') id: string, @Body() { reason }: ReasonDto, @Caller() caller: Principal): Promise<PersonReceipt> {
    return this.receipts.get(await this.access.execute(id, reason, caller));
  }

  /** One archive of all copies, readable and as JSON, once: the copies are forgotten with it. */
  @Post(':personId/access/download')
  @HttpCode(200)
  @ApiProduces('application/zip')
  @ApiOkResponse({ description: 'records.html and records.json' })
  async archive(
    @Param('personId') id: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const archive = await this.download.execute(id, caller);
    void reply.header('content-type', 'application/zip').header('content-disposition', 'attachment; filename="records.zip"');
    return archive;
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
