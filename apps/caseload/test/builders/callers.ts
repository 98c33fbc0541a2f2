export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: { pointer: string; code: string }[];
}

/** A caller with a token. */
export interface CallerOf {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body: object, headers?: Record<string, string>): Promise<Answer<T>>;
  put<T>(path: string, body: object, headers?: Record<string, string>): Promise<Answer<T>>;
  patch<T>(path: string, body: object, headers?: Record<string, string>): Promise<Answer<T>>;
  send<T>(method: string, path: string, body: object): Promise<Answer<T>>;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

export function callerAt(url: string, token: string): CallerOf {
  return {
    get: (path) => call(url, { method: 'GET', path, token }),
    post: (path, body, headers = {}) => call(url, { method: 'POST', path, token, body, headers }),
    put: (path, body, headers = {}) => call(url, { method: 'PUT', path, token, body, headers }),
    patch: (path, body, headers = {}) => call(url, { method: 'PATCH', path, token, body, headers }),
    send: (method, path, body) => call(url, { method, path, token, body }),
  };
}

/** Calls a path under `/api/caseload`. */
export async function call<T>(url: string, { method, path, token, body, headers = {} }: Call): Promise<Answer<T>> {
  const response = await fetch(`${url}/api/caseload/${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse((await response.text()) || 'null') as T };
}
