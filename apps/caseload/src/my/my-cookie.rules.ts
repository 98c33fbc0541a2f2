const NAME = 'my';

/** The secret of the browser's session, if it sent one. */
export function cookieOf(header: string | undefined): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === NAME)?.[1];
}

/** For this browser alone, not for scripts, and never sent along from another site. Without an age it goes with the browser. */
export function cookieFor(secret: string, isSecure: boolean): string {
  return `${NAME}=${secret}; Path=/my; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** Takes the cookie away. */
export function noCookie(isSecure: boolean): string {
  return `${cookieFor('', isSecure)}; Max-Age=0`;
}
