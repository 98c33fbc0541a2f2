import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { KeepRelatedPersonsService } from './keep-related-persons.service';
import { AddRelatedPersonDto, RelatedPersonList, RelatedPersonView } from './related-person.dto';

const WRITERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' } as const;

/** Who belongs to the person: carer, parent, advocate, interpreter, next of kin (ID-02). */
@ApiTags('related persons')
@Controller('api/caseload/cases/:caseId/related-persons')
export class RelatedPersonsController {
  constructor(
    private readonly relatedPersons: KeepRelatedPersonsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: RelatedPersonList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<RelatedPersonList> {
    return { items: await this.relatedPersons.list(caseId, caller) };
  }

  @Post()
  @Access(WRITERS)
  @ApiCreatedResponse({ type: RelatedPersonView })
  add(@Param('caseId') caseId: string, @Body() body: AddRelatedPersonDto, @Caller() caller: Principal): Promise<RelatedPersonView> {
    return this.relatedPersons.add(caseId, body, caller, this.clock.now());
  }

  @Post(':relatedPersonId/end')
  @HttpCode(200)
  @Access(WRITERS)
  @ApiOkResponse({ type: RelatedPersonView })
  end(@Param('caseId') caseId: string, @Param('relatedPersonId') id: string, @Caller() caller: Principal): Promise<RelatedPersonView> {
    return this.relatedPersons.end(caseId, id, caller, this.clock.now());
  }
}
