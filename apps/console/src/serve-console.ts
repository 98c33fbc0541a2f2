import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProcessConfig } from '#libs/platform';

/** Addresses that the pages' own router answers; a person may load any of them. All other unknown addresses stay 404. */
const PAGES = ['/', '/signed-in', '/cases', '/cases/*', '/crises', '/crises/*', '/journeys', '/journeys/*'];
const CLIENT_ID = 'console';

/** Mounts the built pages, and the settings they ask for at run time. */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  const config = app.get(ProcessConfig);
  const issuer = config.oidcIssuer ?? `${config.publicUrl}/identity`;
  const server = app.getHttpAdapter().getInstance();
  server.get('/console-config.json', (_request, reply) => {
    void reply.header('cache-control', 'no-store').send({ issuer, clientId: CLIENT_ID, rolesClaim: config.claimRoles });
  });
  const root = pagesFolder();
  if (root === undefined) {
    new Logger('console').warn('The pages are not built (npm run build): / answers 404');
    return;
  }
  const headers = securityHeaders(new URL(issuer).origin);
  await server.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/assets/',
    index: false,
    // Their names change with their content.
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
  server.get('/icon.svg', (_request, reply) => reply.sendFile('icon.svg', root, { immutable: false, maxAge: '1d' }));
  for (const page of PAGES) {
    server.get(page, (_request, reply) => reply.headers(headers).sendFile('index.html', root, { immutable: false, maxAge: 0 }));
  }
}

// From the sources (tests) as from the build.
function pagesFolder(): string | undefined {
  return [join(__dirname, '../../../console'), join(__dirname, '../../../dist/console')].find((folder) =>
    existsSync(join(folder, 'index.html')),
  );
}

/** The pages run their own script only, talk to this origin and the issuer only, and stand in nobody's frame. */
function securityHeaders(issuerOrigin: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src 'self' ${issuerOrigin}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // An address may hold a case's id.
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}
