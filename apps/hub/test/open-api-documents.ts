import { SERVICES } from '../../../infra/launcher/services';

/** A part of an OpenAPI schema, as far as inputs need it. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface DocumentedOperation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-access'?: 'public' | { readonly roles?: readonly string[]; readonly scopes?: readonly string[]; readonly reach: string };
}

/** One operation of a service's OpenAPI document. */
export interface Operation extends DocumentedOperation {
  readonly service: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** Of its JSON body, references resolved at the top. */
  readonly body?: Schema;
  /** What a reference stands for. */
  resolve(schema: Schema): Schema;
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Every operation of every service's document. */
export async function documentedOperations(url: string): Promise<Operation[]> {
  const documents = await Promise.all(SERVICES.map(async (service) => operationsOf(service, await documentOf(url, service))));
  return documents.flat();
}

async function documentOf(url: string, service: string): Promise<OpenApiDocument> {
  const response = await fetch(`${url}/api/${service}/openapi.json`);
  if (!response.ok) throw new Error(`${service} has no OpenAPI document: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as OpenApiDocument;
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

function operationsOf(service: string, { paths, components }: OpenApiDocument): Operation[] {
  const resolve = (schema: Schema): Schema => {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
    return reference === undefined ? schema : resolve(components?.schemas?.[reference.replace('#/components/schemas/', '')] ?? {});
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => {
        const body = operation.requestBody?.content['application/json']?.schema;
        return { ...operation, service, method: method.toUpperCase(), path, resolve, ...(body ? { body: resolve(body) } : {}) };
      }),
  );
}
