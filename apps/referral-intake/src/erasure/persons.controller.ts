import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Access, Caller, type Principal } from '#libs/platform';
import { ErasePersonDto } from './erase-person.dto';
import { ErasePersonService } from './erase-person.service';
import type { ErasureView } from './erasure.view';

@Controller('api/referral-intake/persons')
export class PersonsController {
  constructor(private readonly erase: ErasePersonService) {}

  /** Makes all sealed data about a person of the caller's organisation unreadable, for good; again without effect. */
  @Access({ roles: ['privacy-officer'], reach: 'own-organisation' })
  @HttpCode(200)
  @Post(':personId/erase')
  erasePerson(@Param('personId') id: string, @Body() { reason }: ErasePersonDto, @Caller() caller: Principal): Promise<ErasureView> {
    return this.erase.execute(id, reason, caller);
  }
}
