/** A part of an OpenAPI schema, as far as examples need it. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: Schema; example?: unknown }>> };
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** A write of the document with the body that a reader would paste. */
export interface DocumentedExample {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly body: unknown;
  /** Required fields for which nothing can be pasted. */
  readonly missing: readonly string[];
}

/** Every operation that takes a JSON body, with the example that its schema adds up to. */
export function documentedExamples({ paths, components }: OpenApiDocument): DocumentedExample[] {
  const schemas = components?.schemas ?? {};
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { requestBody }]) => {
      const json = requestBody?.content['application/json'];
      if (!json) return [];
      const missing: string[] = [];
      const body = json.example ?? exampleOf(json.schema ?? {}, schemas, missing, '');
      return [{ method: method.toUpperCase(), path, body, missing }];
    }),
  );
}

function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, missing: string[], pointer: string): unknown {
  const known = schema.example ?? schema.default;
  if (known !== undefined) return known;
  const referred = schema.$ref === undefined ? schema.allOf?.[0] : schemas[schema.$ref.replace('#/components/schemas/', '')];
  if (referred) return exampleOf(referred, schemas, missing, pointer);
  if (schema.items) {
    const item = exampleOf(schema.items, schemas, [], pointer);
    return item === undefined ? undefined : [item];
  }
  if (!schema.properties) return undefined;
  const body: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = exampleOf(property, schemas, missing, `${pointer}/${name}`);
    if (value !== undefined) body[name] = value;
    else if (schema.required?.includes(name)) missing.push(`${pointer}/${name}`);
  }
  return body;
}

/** The same body with ids of the world where the document has made-up ones: `fitting` by the name of the field. */
export function withIds(body: unknown, fitting: Readonly<Record<string, string | undefined>>): unknown {
  if (Array.isArray(body)) return body.map((item) => withIds(item, fitting));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (typeof value === 'string') return [name, fitting[name] ?? value];
      const id = Array.isArray(value) ? fitting[name.replace(/s$/, '')] : undefined;
      return [name, id === undefined ? withIds(value, fitting) : [id]];
    }),
  );
}
