import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isEmail } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { NotFoundError } from '#libs/contracts';
import { ProcessConfig, Public, TakesForm } from '#libs/platform';
import { Mail } from '../mail/mail.client';
import { send } from '../page.view';
import { ForgottenPasswordService } from './forgotten-password.service';
import { forgottenPasswordPage, linkSentPage } from './invitation.view';

const LONGEST_EMAIL = 254;

/** Where a mail server is configured, people help themselves. */
@ApiExcludeController()
@Public()
@TakesForm()
@Controller('identity/forgotten-password')
export class ForgottenPasswordController {
  constructor(
    private readonly forgottenPassword: ForgottenPasswordService,
    private readonly mail: Mail,
    private readonly config: ProcessConfig,
  ) {}

  @Get()
  show(@Res() reply: FastifyReply): void {
    this.refuseWithoutMail();
    send(reply, 200, forgottenPasswordPage());
  }

  @Post()
  submit(@Body() body: unknown, @Res() reply: FastifyReply): void {
    this.refuseWithoutMail();
    const { email } = (body ?? {}) as { email?: unknown };
    if (typeof email !== 'string' || email.length > LONGEST_EMAIL || !isEmail(email.trim())) {
      send(reply, 400, forgottenPasswordPage('Enter an email address, like name@example.org'));
      return;
    }
    // Not awaited: how long it takes would tell whether there is an account.
    this.forgottenPassword.begin(email);
    send(reply, 200, linkSentPage(this.config.publicUrl));
  }

  private refuseWithoutMail(): void {
    if (!this.mail.isConfigured) throw new NotFoundError('address');
  }
}
