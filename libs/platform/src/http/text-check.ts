import { isUtf8 } from 'node:buffer';
import type { FieldProblem } from '#libs/contracts';
import { NUL_REFUSED, pointerToken } from './json-scan';

/** Names and values of a query or form, in their order. */
export interface Pairs {
  readonly values: Record<string, string>;
  readonly problems: FieldProblem[];
}

const NOT_TEXT = 'The percent-escapes are not well-formed UTF-8.';

/** Reads `a=1&b=2` (application/x-www-form-urlencoded) without repairing anything: what is no text is a problem at its name. */
export function readPairs(text: string, { isForm }: { isForm: boolean }): Pairs {
  const values = new Map<string, string>();
  const problems: FieldProblem[] = [];
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decoded((cut < 0 ? pair : pair.slice(0, cut)).replaceAll('+', ' '));
    const value = decoded((cut < 0 ? '' : pair.slice(cut + 1)).replaceAll('+', ' '));
    const pointer = name === undefined || name.includes('\0') ? '' : `/${pointerToken(name)}`;
    if (name === undefined || value === undefined) problems.push({ pointer, code: 'ill-formed', detail: NOT_TEXT });
    else if (name.includes('\0') || value.includes('\0')) problems.push({ pointer, code: 'nul', detail: NUL_REFUSED });
    else if (name in Object.prototype) problems.push({ pointer, code: 'unknown-field', detail: 'This field is not known here.' });
    else if (isForm && values.has(name)) problems.push({ pointer, code: 'duplicate-name', detail: 'This field was sent twice.' });
    else values.set(name, value);
  }
  return { values: Object.fromEntries(values), problems };
}

/** Problems of the path itself; `params` are its decoded parts by their names in the route. */
export function problemsOfPath(path: string, params: Readonly<Record<string, string>>): FieldProblem[] {
  const whole = decoded(path);
  if (whole === undefined) return [{ pointer: '', code: 'ill-formed', detail: NOT_TEXT }];
  if (!whole.includes('\0')) return [];
  const names = Object.keys(params).filter((name) => params[name]?.includes('\0'));
  return (names.length > 0 ? names.map((name) => `/${name}`) : ['']).map((pointer) => ({ pointer, code: 'nul', detail: NUL_REFUSED }));
}

/** Client ids and secrets of HTTP Basic (RFC 6749 §2.3.1: form-encoded, then base64) are looked up, so they are text too. */
export function problemsOfCredentials(authorization: string | undefined): FieldProblem[] {
  const [, credentials] = /^basic +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (credentials === undefined) return [];
  const bytes = Buffer.from(credentials, 'base64');
  const text = isUtf8(bytes) ? decoded(bytes.toString('utf8')) : undefined;
  const pointer = '/Authorization';
  if (text === undefined) return [{ pointer, code: 'ill-formed', detail: NOT_TEXT }];
  return text.includes('\0') ? [{ pointer, code: 'nul', detail: NUL_REFUSED }] : [];
}

/** `application/x-www-form-urlencoded` as bytes and escapes say; undefined where they are no UTF-8. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
