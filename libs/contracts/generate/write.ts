import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApi } from './asyncapi';
import { catalogue } from './catalogue';
import { eventSchemas } from './schemas';
import { topicTable } from './topic-table';

/** Writes `libs/contracts/schemas`, `docs/generated/events.md` and `docs/generated/asyncapi.json` anew; to be run from the root. */
export function writeContracts(): void {
  const folder = join('libs', 'contracts', 'schemas');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  for (const [name, schema] of eventSchemas()) writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  mkdirSync(join('docs', 'generated'), { recursive: true });
  writeFileSync(join('docs', 'generated', 'events.md'), catalogue());
  writeFileSync(join('docs', 'generated', 'asyncapi.json'), `${JSON.stringify(asyncApi(topicTable()), null, 2)}\n`);
}
