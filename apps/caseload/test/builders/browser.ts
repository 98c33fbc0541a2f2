import type { MyCodeView } from '../../src/my/my.dto';
import type { World } from './world';

export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** A browser without a window: it keeps the cookie it is given and follows where it is sent. */
export class Browser {
  /** As it was set last. */
  cookieLine = '';
  private cookie = '';

  constructor(private readonly url: string) {}

  async get(path: string): Promise<Shown> {
    const answer = await fetch(`${this.url}${path}`, { headers: this.headers(), redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  }

  /** Sends a form and shows the page to which the answer leads. */
  async post(path: string, form: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const body = new URLSearchParams({ ...form });
    const answer = await fetch(`${this.url}${path}`, { method: 'POST', headers: this.headers(), body, redirect: 'manual' });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) [this.cookieLine, this.cookie] = [set, set.split(';')[0] ?? ''];
    if (answer.status !== 303) throw new Error(`${path} was answered ${String(answer.status)}`);
    return this.get(answer.headers.get('location') ?? '');
  }

  /** Opens the person's page with a code that the worker reads out. */
  async open(world: World, caseId: string, path: string): Promise<Shown> {
    const { body } = await world.linkWorker.post<MyCodeView>(`cases/${caseId}/my-link/code`, {});
    return this.post(`${path}/code`, { code: body.code });
  }

  private headers(): Record<string, string> {
    return this.cookie === '' ? {} : { cookie: this.cookie };
  }
}
