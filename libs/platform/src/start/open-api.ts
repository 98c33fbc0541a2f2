import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { IdempotencyStores } from '../idempotency/idempotency-store';
import { WRITES } from '../idempotency/idempotency.interceptor';
import { documentRules } from './documented-rules';
import { PlatformModule } from './platform.module';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

/** Of Node's HTTP server: all headers of a request together, in bytes. */
const LONGEST_HEADER = 16_384;
/** Of the router. */
const LONGEST_PARAMETER = 500;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const REFUSALS: Readonly<Record<string, string>> = {
  400: 'The request is malformed or breaks a rule of its schema; `errors` has a JSON pointer to each problem.',
  401: 'No token, or one that is not good.',
  403: 'The role or scope may not do this.',
  404: 'There is no such thing within what the caller may see.',
  429: 'Too many calls; `Retry-After` says when to go on.',
  503: 'The hub cannot do it just now; `Retry-After` says when to try again.',
};
const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', example: 'REQUEST.INVALID' },
    errors: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: { type: 'string', example: '/needs/0' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'Chosen by the caller, new for each act: a repeat gives the first answer (2xx) with `Idempotent-Replayed: true`; the same key with another ' +
    'body or address answers 422 `IDEMPOTENCY.KEY_REUSED`, while the first is still at work 409 `IDEMPOTENCY.IN_PROGRESS` with `Retry-After`.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

/**
 * `/api/<service>/openapi.json` and `/api/<service>/docs`, made when first asked for: from the service's own controllers and those of the
 * modules that it imports.
 */
export function serveOpenApi(app: NestFastifyApplication, name: string, module: DynamicModule | undefined): void {
  if (!module?.controllers?.length) return;
  const config = new DocumentBuilder().setTitle(name).setVersion('1').addBearerAuth().build();
  const imported = ((module.imports ?? []) as DynamicModule[]).filter((part) => part.module !== PlatformModule && part.controllers?.length);
  const modules = [module, ...imported];
  const make = () => {
    documentRules(modules.flatMap(({ controllers = [] }) => controllers));
    const document = SwaggerModule.createDocument(app, config, { include: modules.map((part) => part.module) });
    // What several services of a process have is one class: the doors of the others' messages are left out.
    document.paths = Object.fromEntries(
      Object.entries(document.paths).filter(([path]) => !path.startsWith('/api/') || path.startsWith(`/api/${name}/`)),
    );
    return completed(document, app.get(IdempotencyStores));
  };
  SwaggerModule.setup(`api/${name}/docs`, app, make, { jsonDocumentUrl: `api/${name}/openapi.json` });
}

/** What holds for every operation: the limits of addresses and headers, refusals, and the key of a write to a service that keeps first answers. */
function completed(document: OpenAPIObject, stores: IdempotencyStores): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      operation.summary ??= summaryOf(operation.operationId ?? '');
      operation.parameters = (operation.parameters ?? []).map(limited);
      if (WRITES.includes(method.toUpperCase()) && stores.at(path)) operation.parameters.push(IDEMPOTENCY_KEY);
      operation.responses = { ...refusalsOf(path, operation), ...operation.responses };
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM as never } };
  return document;
}

function limited(parameter: Parameter): Parameter {
  if (!('in' in parameter)) return parameter;
  const { in: place, name, schema = {} } = parameter;
  if (place === 'path' && (name === 'id' || (name.endsWith('Id') && name !== 'clientId'))) {
    return { ...parameter, schema: { ...schema, type: 'string', format: 'uuid' } };
  }
  const longest = { path: LONGEST_PARAMETER, header: LONGEST_HEADER }[place as string];
  return longest === undefined ? parameter : { ...parameter, schema: { type: 'string', maxLength: longest, ...schema } };
}

function refusalsOf(path: string, { parameters = [], requestBody, security }: Operation): Operation['responses'] {
  const takes = requestBody !== undefined || parameters.some((parameter) => 'in' in parameter && parameter.in === 'query');
  const statuses = [...(takes ? [400] : []), ...(security ? [401, 403] : []), ...(path.includes('{') ? [404] : []), 429, 503];
  const content = path.startsWith('/api/')
    ? { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
    : undefined;
  return Object.fromEntries(statuses.map((status) => [status, { description: REFUSALS[status] ?? '', ...(content ? { content } : {}) }]));
}

/** `HandOversController_startAgain`: "Hand overs: start again". */
function summaryOf(operationId: string): string {
  const [controller = '', act = ''] = operationId.split('_');
  const words = (name: string): string => name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words(controller.replace(/Controller$/, ''))}: ${words(act)}`;
}
