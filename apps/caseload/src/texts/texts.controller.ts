import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ChangeTextService } from './change-text.service';
import { TextDto, TextList } from './text.dto';
import { TextsQuery } from './texts.query';

const EDITORS = { roles: ['supervisor', 'administrator'], reach: 'own-organisation' } as const;

/** All that the service writes to people, in each language; every organisation may say it in its own words. */
@ApiTags('texts')
@Controller('api/caseload/texts')
export class TextsController {
  constructor(
    private readonly texts: TextsQuery,
    private readonly changeText: ChangeTextService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor', 'administrator'], reach: 'own-organisation' })
  @ApiOkResponse({ type: TextList })
  async list(@Caller() caller: Principal): Promise<TextList> {
    return { items: await this.texts.all(caller) };
  }

  /** A placeholder for which the service has no value is refused (422). */
  @Put(':key/:language')
  @HttpCode(204)
  @Access(EDITORS)
  change(
    @Param('key') key: string,
    @Param('language') language: string,
    @Body() { text }: TextDto,
    @Caller() caller: Principal,
  ): Promise<void> {
    return this.changeText.execute(key, language, text, caller, this.clock.now());
  }

  /** The shipped text counts again. */
  @Delete(':key/:language')
  @HttpCode(204)
  @Access(EDITORS)
  reset(@Param('key') key: string, @Param('language') language: string, @Caller() caller: Principal): Promise<void> {
    return this.changeText.execute(key, language, null, caller, this.clock.now());
  }
}
