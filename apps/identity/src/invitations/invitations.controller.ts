import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProcessConfig, Public, TakesForm } from '#libs/platform';
import { AccountLinkSpentError } from '../accounts/account.errors';
import { HashingBusyError, isAcceptablePassword, PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../accounts/password.rules';
import { linkSpentPage, send } from '../page.view';
import { ChoosePasswordService } from './choose-password.service';
import { choosePasswordPage, passwordChosenPage } from './invitation.view';

/** The page behind the link of an invitation or a forgotten password: plain HTML, no script. */
@ApiExcludeController()
@Public()
@TakesForm()
@Controller('identity/invitation/:token')
export class InvitationsController {
  constructor(
    private readonly choosePassword: ChoosePasswordService,
    private readonly config: ProcessConfig,
  ) {}

  @Get()
  show(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    return this.answering(reply, async () => send(reply, 200, choosePasswordPage(await this.choosePassword.accountOf(token))));
  }

  @Post()
  submit(@Param('token') token: string, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    return this.answering(reply, async () => {
      const account = await this.choosePassword.accountOf(token);
      const { password } = (body ?? {}) as { password?: unknown };
      const problem = problemOf(password, account.email);
      if (problem !== undefined) {
        send(reply, 400, choosePasswordPage(account, problem));
        return;
      }
      try {
        await this.choosePassword.execute(token, password as string);
        send(reply, 200, passwordChosenPage(this.config.publicUrl));
      } catch (error) {
        if (!(error instanceof HashingBusyError)) throw error;
        send(reply.headers(error.headers), error.status, choosePasswordPage(account, error.message));
      }
    });
  }

  private async answering(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AccountLinkSpentError)) throw error;
      send(reply, error.status, linkSpentPage(this.config.publicUrl, error.message));
    }
  }
}

function problemOf(password: unknown, email: string): string | undefined {
  if (typeof password !== 'string' || password.length < PASSWORD_MIN_LENGTH) {
    return `Your password must have at least ${String(PASSWORD_MIN_LENGTH)} characters`;
  }
  if (password.length > PASSWORD_MAX_LENGTH) return `Your password must be ${String(PASSWORD_MAX_LENGTH)} characters or fewer`;
  return isAcceptablePassword(password, email) ? undefined : 'Your password must not be your email address';
}
