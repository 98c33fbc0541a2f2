import type { Role } from '#libs/contracts';

interface Documented {
  readonly 'x-access'?: DeclaredAccess | 'public';
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
}

export interface DeclaredAccess {
  readonly roles?: readonly Role[];
  readonly scopes?: readonly string[];
  readonly reach: string;
  readonly tellsOfNobody?: boolean;
}

/** An operation of a document, or one FHIR interaction of it. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly access: DeclaredAccess | 'public' | undefined;
  /** Names of the query parameters that it must have. */
  readonly required: readonly string[];
}

/** The FHIR types that the sender's door reads by id; each is an interaction of its own. */
const READ_TYPES = ['ServiceRequest', 'Task', 'Patient', 'Observation', 'Organization', 'HealthcareService'];

/** All operations of a service's document; `GET /fhir/R4/{type}/{id}` once for each type. */
export function operationsOf(service: string, { paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, documented]): Operation[] => {
      const operation: Operation = {
        service,
        method: method.toUpperCase(),
        path,
        access: documented['x-access'],
        required: (documented.parameters ?? []).filter((each) => each.in === 'query' && each.required).map(({ name }) => name),
      };
      // A sender's Task is its referral's, not the one that a provider has.
      if (path.startsWith('/fhir/R4/Task/')) return [{ ...operation, path: '/fhir/R4/Task/{Task}' }];
      if (path === '/fhir/R4/Task') return [{ ...operation, required: ['_id'] }];
      if (!path.includes('{type}')) return [operation];
      return READ_TYPES.map((type) => ({
        ...operation,
        path: path.replace('{type}', type).replace('{id}', `{${type}}`),
        access: { scopes: [`system/${type}.r`], reach: 'own-referral' },
      }));
    }),
  );
}
