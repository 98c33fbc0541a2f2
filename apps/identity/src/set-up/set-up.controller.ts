import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequestError } from '#libs/contracts';
import { ProcessConfig, problemsOf, Public, TakesForm } from '#libs/platform';
import { Issuer } from '../issuer/issuer.service';
import { linkSpentPage, send } from '../page.view';
import { setUpPage } from './set-up.view';
import { SetUpLinkService } from './set-up-link.service';
import { SetUpRequest } from './set-up.dto';
import { SetUpLinkSpentError } from './set-up.errors';
import { SetUpService } from './set-up.service';

/** The page behind the one-time link that `npm start` prints on an empty data folder. */
@ApiExcludeController()
@TakesForm()
@Public()
@Controller('identity/setup/:token')
export class SetUpController {
  constructor(
    private readonly links: SetUpLinkService,
    private readonly setUp: SetUpService,
    private readonly issuer: Issuer,
    private readonly config: ProcessConfig,
  ) {}

  @Get()
  show(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    return this.answering(reply, {}, async () => {
      await this.links.check(token);
      send(reply, 200, setUpPage(this.config.publicUrl));
    });
  }

  @Post()
  submit(@Param('token') token: string, @Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const values = (body ?? {}) as Record<string, unknown>;
    return this.answering(reply, values, async () => {
      await this.links.check(token);
      const given = requestFrom(values);
      const accountId = await this.setUp.execute(token, given);
      await this.issuer.beginSession(request.raw, reply.raw, accountId);
      void reply.redirect(`${this.config.publicUrl}/?setup=${encodeURIComponent(given.scheme)}`, 303);
    });
  }

  private async answering(reply: FastifyReply, values: Record<string, unknown>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof SetUpLinkSpentError) send(reply, error.status, linkSpentPage(this.config.publicUrl, error.message));
      else if (error instanceof InvalidRequestError) send(reply, error.status, setUpPage(this.config.publicUrl, values, error.problems));
      else throw error;
    }
  }
}

function requestFrom(values: Record<string, unknown>): SetUpRequest {
  const request = plainToInstance(SetUpRequest, values);
  const errors = validateSync(request, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
  if (errors.length > 0) throw new InvalidRequestError(problemsOf(errors));
  return request;
}
