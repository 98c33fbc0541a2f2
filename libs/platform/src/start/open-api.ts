import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { IdempotencyStores } from '../idempotency/idempotency-store';
import { WRITES } from '../idempotency/idempotency.interceptor';

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'Chosen by the caller, new for each act: a repeat gives the first answer (2xx) with `Idempotent-Replayed: true`; the same key with another ' +
    'body or address answers 422 `IDEMPOTENCY.KEY_REUSED`, while the first is still at work 409 `IDEMPOTENCY.IN_PROGRESS` with `Retry-After`.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

/** `/api/<service>/openapi.json` and `/api/<service>/docs`, made from the service's own controllers when first asked for. */
export function serveOpenApi(app: NestFastifyApplication, name: string, module: DynamicModule | undefined): void {
  if (!module?.controllers?.length) return;
  const config = new DocumentBuilder().setTitle(name).setVersion('1').addBearerAuth().build();
  const make = () => withIdempotency(SwaggerModule.createDocument(app, config, { include: [module.module] }), app.get(IdempotencyStores));
  SwaggerModule.setup(`api/${name}/docs`, app, make, { jsonDocumentUrl: `api/${name}/openapi.json` });
}

/** Every write of a service that keeps first answers says that it takes the header. */
function withIdempotency(document: OpenAPIObject, stores: IdempotencyStores): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    if (!stores.at(path)) continue;
    for (const method of WRITES) {
      const operation = item[method.toLowerCase() as 'post'];
      if (operation) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
    }
  }
  return document;
}
