import { InvalidRequestError } from '#libs/contracts';

/** The `ETag` of a version. */
export function etagOf(version: number): string {
  return `"${String(version)}"`;
}

/** The version a caller expects by `If-Match`; undefined when they do not care. */
export function expectedVersionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(ifMatch)?.[1];
  if (version === undefined) {
    throw new InvalidRequestError([
      { pointer: '/headers/if-match', code: 'unknown-etag', detail: 'If-Match must hold one ETag of the case, such as "3".' },
    ]);
  }
  return Number(version);
}
