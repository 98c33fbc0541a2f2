import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractOf, EVENTS, SERVICES } from '#libs/contracts';

/** Which services handle an event, by the name of its class: read from their `@On(…)`. */
export function handlersOf(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>(EVENTS.map((event) => [event.name, new Set()]));
  for (const service of SERVICES) {
    const folder = join('apps', service, 'src');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.consumer.ts'))) {
      const source = readFileSync(join(folder, file), 'utf8');
      for (const [, name = ''] of source.matchAll(/@On\((\w+)[,)]/g)) found.get(name)?.add(service);
      // The monitor binds every event of a single producer in a loop.
      if (!/\bOn\(event[,)]/.test(source)) continue;
      for (const event of EVENTS) if (contractOf(event).topics.length === 1) found.get(event.name)?.add(service);
    }
  }
  return found;
}
