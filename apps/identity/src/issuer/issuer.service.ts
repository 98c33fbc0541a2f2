import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { contextOf, databaseFailure, ProcessConfig, RequestContext, type ServiceDefinition } from '#libs/platform';
import { AccountRepository } from '../accounts/account.repository';
import { ClientRepository } from '../clients/client.repository';
import { IdentityConfig } from '../identity.config';
import { PayloadRepository } from './payload.repository';
import { answerAs, compareHashes } from './provider-overrides.client';
import { providerSettings } from './provider-settings.client';
import { storageFor } from './storage.client';

const SETTING_UP_SECONDS = 60 * 60;
type Context = Parameters<Parameters<Provider['use']>[0]>[0];

const READ = { methods: ['GET', 'HEAD'] };
const POSTED = { methods: ['POST'] };
/** What oidc-provider answers, with the methods; anything else is none of its addresses. */
export const ISSUER_ADDRESSES: NonNullable<ServiceDefinition['mounted']> = {
  '/identity/.well-known/openid-configuration': READ,
  '/identity/jwks': READ,
  '/identity/auth': { ...READ, isForm: true },
  '/identity/auth/:uid': READ,
  '/identity/token': POSTED,
  '/identity/token/revocation': POSTED,
  '/identity/session/end': READ,
  '/identity/session/end/confirm': POSTED,
  '/identity/session/end/success': READ,
};
/** Addresses under /identity that are pages of our own. */
const OWN_PAGES = /^\/(interaction|setup|trust|invitation|forgotten-password)([/?]|$)/;

/** The hub's own token issuer: OpenID Connect at /identity, all of its state in PostgreSQL. */
@Injectable()
export class Issuer {
  private readonly logger = new Logger('identity');
  private readonly provider: Provider;
  private readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Where a request goes on for which oidc-provider has no route. */
  private readonly otherwise = new WeakMap<IncomingMessage, () => void>();

  constructor(
    process: ProcessConfig,
    config: IdentityConfig,
    payloads: PayloadRepository,
    clients: ClientRepository,
    accounts: AccountRepository,
  ) {
    const { publicUrl, oidcIssuer } = process;
    const settings = providerSettings({ publicUrl, keys: config.keys, people: oidcIssuer === undefined, accounts });
    this.provider = new Provider(`${publicUrl}/identity`, { ...settings, adapter: (model) => storageFor(model, payloads, clients) });
    answerAs(this.provider, new URL(publicUrl));
    this.provider.Client.prototype.compareClientSecret = compareHashes;
    this.provider.on('server_error', (ctx, error) => this.tellServerError(ctx, error));
    this.provider.use((ctx, next) => this.passOnUnrouted(ctx, next));
    this.answer = this.provider.callback();
  }

  /** Connect middleware for everything under /identity; it runs before any body parser. */
  readonly handle = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (OWN_PAGES.test(request.url ?? '')) {
      next();
      return;
    }
    const work = contextOf(request.headers);
    response.setHeader('x-request-id', work.requestId).setHeader('x-correlation-id', work.correlationId);
    // A request may write a whole address into its first line; oidc-provider would build its own from that.
    Object.assign(request, { originalUrl: `/identity${request.url ?? ''}` });
    this.otherwise.set(request, next);
    void RequestContext.run(work, () => this.answer(request, response));
  };

  /** Whether a sign-in that this browser began is still open; throws `SessionNotFound` otherwise. */
  async findSignIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.provider.interactionDetails(request, response);
  }

  /** Completes the sign-in under way; returns where the browser goes on. */
  completeSignIn(request: IncomingMessage, response: ServerResponse, accountId: string): Promise<string> {
    return this.provider.interactionResult(request, response, { login: { accountId, remember: false, amr: ['pwd'] } });
  }

  /** Signs the browser in without a sign-in page: who has just made the first account need not type it again. */
  async beginSession(request: IncomingMessage, response: ServerResponse, accountId: string): Promise<void> {
    const context = this.provider.createContext(request, response);
    const session = await this.provider.Session.get(context);
    session.loginAccount({ accountId, transient: true, amr: ['pwd'] });
    await session.save(SETTING_UP_SECONDS);
    context.cookies.set(this.provider.cookieName('session'), session.jti, {
      signed: true,
      httpOnly: true,
      sameSite: 'lax',
      path: '/identity',
    });
  }

  /** An unknown address or wrong method is answered by the hub itself, in its own format. */
  private async passOnUnrouted(ctx: Context, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.status !== 404 || ctx.body !== undefined) return;
    ctx.respond = false;
    this.otherwise.get(ctx.req)?.();
  }

  // The answer of oidc-provider stands in `ctx` already; a lost database is not the caller's fault and passes (503).
  private tellServerError(ctx: KoaContextWithOIDC, error: Error): void {
    if (databaseFailure(error) === undefined) {
      this.logger.error({ err: error, path: ctx.path }, 'unforeseen error');
      return;
    }
    ctx.status = 503;
    ctx.set('retry-after', '5');
    ctx.body = { error: 'temporarily_unavailable', error_description: 'The hub cannot use its database just now.' };
  }
}

/** The browser's sign-in was begun too long ago, in another browser, or by somebody else. */
export function isSignInOver(error: unknown): boolean {
  return error instanceof errors.SessionNotFound;
}
