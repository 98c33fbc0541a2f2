import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProcessConfig, Public, TakesForm } from '#libs/platform';
import { Issuer, isSignInOver } from '../issuer/issuer.service';
import { Mail } from '../mail/mail.client';
import { send } from '../page.view';
import { SignInService } from './sign-in.service';
import { signInOverPage, signInPage } from './sign-in.view';

/** The sign-in page: plain HTML, no script. */
@ApiExcludeController()
@TakesForm()
@Public()
@Controller('identity/interaction/:uid')
export class SignInController {
  constructor(
    private readonly issuer: Issuer,
    private readonly signIn: SignInService,
    private readonly config: ProcessConfig,
    private readonly mail: Mail,
  ) {}

  private get page() {
    return { publicUrl: this.config.publicUrl, mayReset: this.mail.isConfigured };
  }

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.duringSignIn(request, reply, () => send(reply, 200, signInPage(this.page)));
  }

  @Post()
  submit(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.duringSignIn(request, reply, async () => {
      const { email, password } = credentialsIn(body);
      if (email === '' || password === '') {
        send(reply, 400, signInPage(this.page, email, 'missing'));
        return;
      }
      const outcome = await this.signIn.execute(email, password);
      if (typeof outcome === 'string') {
        send(reply, outcome === 'locked' ? 429 : 401, signInPage(this.page, email, outcome));
        return;
      }
      void reply.redirect(await this.issuer.completeSignIn(request.raw, reply.raw, outcome.accountId), 303);
    });
  }

  private async duringSignIn(request: FastifyRequest, reply: FastifyReply, work: () => void | Promise<void>): Promise<void> {
    try {
      await this.issuer.findSignIn(request.raw, reply.raw);
      await work();
    } catch (error) {
      if (isSignInOver(error)) send(reply, 400, signInOverPage(this.config.publicUrl));
      else throw error;
    }
  }
}

const LONGEST = 1000;

function credentialsIn(body: unknown): { email: string; password: string } {
  const { email, password } = (body ?? {}) as Record<string, unknown>;
  return { email: textOf(email), password: textOf(password) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value.length <= LONGEST ? value : '';
}
