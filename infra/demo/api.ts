/** What a call was answered with. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The hub did not answer as it should have. */
export class UnexpectedAnswerError extends Error {
  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} was answered ${String(status)}: ${body.slice(0, 600)}`);
    this.name = 'UnexpectedAnswerError';
  }
}

/** One caller's view of the hub's HTTP: their token on every call, JSON both ways, anything but 2xx an error. */
export class Api {
  constructor(
    private readonly baseUrl: string,
    readonly token: () => Promise<string>,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get<T>(path: string): Promise<Answer<T>> {
    return this.call('GET', path);
  }

  /** The items of all pages of a list, however many there are. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const url = new URL(path, this.baseUrl);
      if (cursor !== '') url.searchParams.set('cursor', cursor);
      const { body }: Answer<{ items: T[]; nextCursor: string | null }> = await this.get(`${url.pathname}${url.search}`);
      items.push(...body.items);
      cursor = body.nextCursor;
    }
    return items;
  }

  post<T>(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.call('POST', path, body, headers);
  }

  put<T>(path: string, body: object): Promise<Answer<T>> {
    return this.call('PUT', path, body);
  }

  patch<T>(path: string, body: object): Promise<Answer<T>> {
    return this.call('PATCH', path, body);
  }

  private async call<T>(method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    const url = path.startsWith('http') ? path : `${this.baseUrl}${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...this.headers,
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new UnexpectedAnswerError(method, new URL(url).pathname, response.status, text);
    return { status: response.status, headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }
}
