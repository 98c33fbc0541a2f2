import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, TakesForm } from '#libs/platform';
import { ActOnMyPageService } from './act-on-my-page.service';
import { cookieOf } from './my-cookie.rules';
import { MY_HEADERS } from './my-html.view';
import { ShowMyPageService } from './show-my-page.service';

/** The person's own page: plain HTML, no script, no account; a link and a one-time code. */
@ApiExcludeController()
@TakesForm()
@Public()
@Controller('my/:token')
export class MyController {
  constructor(
    private readonly showPage: ShowMyPageService,
    private readonly actOnPage: ActOnMyPageService,
  ) {}

  /** Looking changes nothing: programs that fetch links from messages do so too. */
  @Get()
  async show(
    @Param('token') token: string,
    @Query() address: Record<string, string>,
    @Headers('cookie') cookies: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { status, html } = await this.showPage.execute(token, cookieOf(cookies), address);
    void reply.status(status).headers(MY_HEADERS);
    return html;
  }

  /** After each form the browser goes back to the page, so that going back or loading again sends nothing twice. */
  @Post(':act')
  async act(
    @Param() { token, act }: { readonly token: string; readonly act: string },
    @Body() form: Record<string, unknown>,
    @Headers('cookie') cookies: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { location, cookie } = await this.actOnPage.execute(token, cookieOf(cookies), act, form);
    if (cookie !== undefined) void reply.header('set-cookie', cookie);
    void reply.status(303).headers(MY_HEADERS).header('location', location);
  }
}
