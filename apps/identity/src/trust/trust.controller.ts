import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/platform';
import { TrustQuery } from './trust.query';

/** The trust document, beside the keys and as public as they are: it names organisations, and callers only by a hash. */
@ApiExcludeController()
@Public()
@Controller('identity/trust')
export class TrustController {
  constructor(private readonly trust: TrustQuery) {}

  @Get()
  async show(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const text = JSON.stringify(await this.trust.document());
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.headers({ etag, 'cache-control': 'no-cache' });
    if (known === etag) void reply.status(304).send();
    else void reply.type('application/json').send(text);
  }
}
