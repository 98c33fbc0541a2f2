import type { Failure } from './failure';
import { OWN_JSON, type JsonLimits } from './json-scan';

/** What bodies one part of the address space reads. */
export interface BodyRules {
  /** Media types of its JSON; anything else is 415. */
  readonly mediaTypes: readonly string[];
  readonly limits: JsonLimits;
  /** Bodies may be as large as `BODY_LIMIT` says, not `JSON_BODY_LIMIT`. */
  readonly isLarge: boolean;
}

/** How bodies are read and errors look under one part of the address space. */
export interface ErrorFormat {
  /** Address prefix, with its closing slash: `/fhir/`. */
  readonly prefix: string;
  readonly contentType: string;
  /** Absent: as the hub's own JSON. */
  readonly reads?: BodyRules;
  render(failure: Failure): object;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timed out',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Cannot be done',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Server error',
  503: 'Unavailable',
};

export const ownBodies: BodyRules = { mediaTypes: ['application/json'], limits: OWN_JSON, isLarge: false };

/** RFC 9457, the format of every address that has none of its own. */
export const problemFormat: ErrorFormat = {
  prefix: '/',
  contentType: 'application/problem+json',
  reads: ownBodies,
  render: (failure) => ({
    type: `https://social-prescribing-hub.org/problems/${failure.code.toLowerCase().replaceAll('.', '/')}`,
    title: TITLES[failure.status] ?? 'Error',
    status: failure.status,
    detail: failure.detail,
    code: failure.code,
    ...(failure.problems.length > 0 ? { errors: failure.problems } : {}),
  }),
};

/** The format of an address: chosen by the address alone, for many errors never reach a controller. */
export class ErrorFormats {
  constructor(private readonly formats: readonly ErrorFormat[]) {}

  at(address: string): ErrorFormat {
    return this.formats.find(({ prefix }) => address.startsWith(prefix)) ?? problemFormat;
  }

  bodiesAt(address: string): BodyRules {
    return this.at(address).reads ?? ownBodies;
  }
}
