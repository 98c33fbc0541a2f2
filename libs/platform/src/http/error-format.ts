import type { Failure } from './failure';

/** How errors look under one part of the address space. */
export interface ErrorFormat {
  /** Address prefix, with its closing slash: `/fhir/`. */
  readonly prefix: string;
  readonly contentType: string;
  render(failure: Failure): object;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be done',
  429: 'Too many requests',
  500: 'Server error',
  503: 'Unavailable',
};

/** RFC 9457, the format of every address that has none of its own. */
export const problemFormat: ErrorFormat = {
  prefix: '/',
  contentType: 'application/problem+json',
  render: (failure) => ({
    type: `https://social-prescribing-hub.org/problems/${failure.code.toLowerCase().replaceAll('.', '/')}`,
    title: TITLES[failure.status] ?? 'Error',
    status: failure.status,
    detail: failure.detail,
    code: failure.code,
    ...(failure.problems.length > 0 ? { errors: failure.problems } : {}),
  }),
};
