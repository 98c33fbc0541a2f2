import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProcessConfig, Public, TakesForm } from '#libs/platform';
import { HASHING_RETRY_SECONDS } from '../accounts/password.rules';
import { Issuer, isSignInOver } from '../issuer/issuer.service';
import { Mail } from '../mail/mail.client';
import { send } from '../page.view';
import { LOCKED_FOR_SECONDS } from './attempt.repository';
import { clientAddressOf } from './client-address.rules';
import { DEVICE_SECONDS } from './known-device.repository';
import { SignInService } from './sign-in.service';
import { signInOverPage, signInPage, type SignInProblem } from './sign-in.view';

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
      const device = cookieIn(request.headers.cookie ?? '', DEVICE_COOKIE);
      const outcome = await this.signIn.execute({ email, password, address: clientAddressOf(request.ip), device });
      if (typeof outcome === 'string') {
        const wait = WAIT_SECONDS[outcome];
        if (wait !== undefined) void reply.header('retry-after', String(wait));
        send(reply, wait === undefined ? 401 : 429, signInPage(this.page, email, outcome));
        return;
      }
      void reply.header('set-cookie', this.deviceCookie(outcome.device));
      void reply.redirect(await this.issuer.completeSignIn(request.raw, reply.raw, outcome.accountId), 303);
    });
  }

  private deviceCookie(token: string): string {
    const secure = this.config.publicUrl.startsWith('https:') ? '; Secure' : '';
    return `${DEVICE_COOKIE}=${token}; Path=/identity; Max-Age=${String(DEVICE_SECONDS)}; HttpOnly; SameSite=Lax${secure}`;
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

const DEVICE_COOKIE = 'hub_device';
const WAIT_SECONDS: Readonly<Partial<Record<SignInProblem, number>>> = { locked: LOCKED_FOR_SECONDS, busy: HASHING_RETRY_SECONDS };

function cookieIn(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

const LONGEST = 1000;

function credentialsIn(body: unknown): { email: string; password: string } {
  const { email, password } = (body ?? {}) as Record<string, unknown>;
  return { email: textOf(email), password: textOf(password) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value.length <= LONGEST ? value : '';
}
