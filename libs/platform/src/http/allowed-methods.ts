/** Which methods the routes of a process answer, for the `Allow` of a 405. */
export class AllowedMethods {
  private readonly routes: { readonly methods: readonly string[]; readonly pattern: RegExp }[] = [];
  private readonly forms = new Set<string>();

  /** `url` as Fastify routes it: `:name` is a part of a path, `*` the rest of it. */
  add(method: string | readonly string[], url: string): void {
    const source = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')))
      .join('/');
    this.routes.push({ methods: [method].flat(), pattern: new RegExp(`^${source}$`) });
  }

  /** An address that middleware answers. `isForm`: anybody may begin something there, as on the page with a form. */
  addMounted(url: string, { methods, isForm = false }: { readonly methods: readonly string[]; readonly isForm?: boolean }): void {
    this.add(methods, url);
    if (isForm) this.forms.add(url);
  }

  /** The form that a path asks for. Middleware may not look at capital letters and at slashes at the end, so neither do we. */
  formAt(path: string): string | undefined {
    const form = path.toLowerCase().replace(/\/+$/, '');
    return this.forms.has(form) ? form : undefined;
  }

  /** Sorted; empty when there is nothing at this address. */
  at(address: string): string[] {
    const [path = ''] = address.split('?');
    return [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
  }
}
