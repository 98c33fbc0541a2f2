import { isUtf8 } from 'node:buffer';
import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { InvalidRequestError } from '#libs/contracts';
import { accepts } from './accept';
import type { ErrorFormats } from './error-format';
import { FORM, formOf } from './forms';
import { scanJson } from './json-scan';
import { MalformedJsonError, NotAcceptableError, NotUtf8Error, UnsupportedMediaTypeError } from './request.errors';

const PRODUCES = 'swagger/apiProduces';
export const TAKES_FORM = 'hub:takes-form';

/** The route is the target of an HTML form: it reads form fields, and nothing else. Everywhere else forms are answered 415. */
export const TakesForm = () => SetMetadata(TAKES_FORM, true);

/**
 * Reads the body once the caller may use the route: before, it is bytes that nobody has looked at. Ill-formed text, NUL, duplicate names and
 * structure beyond the limits end here, so that nothing behind the door can meet them.
 */
export class BodyReader implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(private readonly formats: ErrorFormats) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    this.checkAnswer(context, request);
    const { rawBody } = request;
    if (rawBody === undefined) return true;
    const takesForm = this.reflector.getAllAndOverride<boolean | undefined>(TAKES_FORM, [context.getHandler(), context.getClass()]);
    request.body = takesForm ? readForm(request, rawBody) : this.readJson(request, rawBody);
    return true;
  }

  /** JSON is all that most addresses answer; pages, and routes that declare other types, look at `Accept` themselves. */
  private checkAnswer(context: ExecutionContext, { url, headers }: FastifyRequest): void {
    const { reads, contentType } = this.formats.at(url);
    if (!url.startsWith('/api/') && !(reads?.mediaTypes.includes(contentType) ?? false)) return;
    if (this.reflector.getAllAndOverride(PRODUCES, [context.getHandler(), context.getClass()]) !== undefined) return;
    const types = [...new Set([...(reads?.mediaTypes ?? ['application/json']), contentType])];
    if (!accepts(headers.accept, types)) throw new NotAcceptableError(types);
  }

  private readJson(request: FastifyRequest, bytes: Buffer): unknown {
    const { mediaTypes, limits } = this.formats.bodiesAt(request.url);
    const text = textOf(request, bytes, mediaTypes);
    const problems = scanJson(text, limits);
    if (problems.length > 0) throw new InvalidRequestError(problems);
    try {
      return JSON.parse(text);
    } catch {
      throw new MalformedJsonError();
    }
  }
}

function readForm(request: FastifyRequest, bytes: Buffer): Record<string, string> {
  return formOf(textOf(request, bytes, [FORM]));
}

function textOf(request: FastifyRequest, bytes: Buffer, mediaTypes: readonly string[]): string {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const [mediaType = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset =
    parameters
      .find((parameter) => parameter.startsWith('charset='))
      ?.slice('charset='.length)
      .replaceAll('"', '') ?? 'utf-8';
  if (!mediaTypes.includes(mediaType) || !['utf-8', 'utf8'].includes(charset) || encoding.toLowerCase() !== 'identity') {
    throw new UnsupportedMediaTypeError(mediaTypes);
  }
  if (!isUtf8(bytes)) throw new NotUtf8Error();
  // RFC 8259 §8.1: a reader may ignore a byte order mark.
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
