import { Problem, problemOf } from './problem';

/** The services' HTTP, called as the person who is signed in. */
export class Hub {
  constructor(
    private readonly accessToken: () => string | undefined,
    private readonly onRefusedToken: () => void,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>(path, {});
  }

  /** `version` is the one the person looked at: the service refuses when the record has changed since (412). */
  post<T>(path: string, body: object, version?: number): Promise<T> {
    const headers = { 'content-type': 'application/json', ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }) };
    return this.call<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.call<T>(path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  private async call<T>(path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }): Promise<T> {
    const answer = await fetch(path, {
      ...init,
      headers: { ...init.headers, accept: 'application/json', authorization: `Bearer ${this.accessToken() ?? ''}` },
      cache: 'no-store',
    });
    if (answer.status === 401) {
      this.onRefusedToken();
      throw new Problem(401, 'TOKEN.EXPIRED', 'Your session has ended.');
    }
    if (!answer.ok) throw await problemOf(answer);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
