import { run } from '#libs/platform';
import { middle } from './services/middle';
import { sink } from './services/sink';
import { source } from './services/source';

const service = [source, middle, sink].find(({ name }) => name === process.argv[2]);
if (!service) throw new Error(`There is no service "${process.argv[2] ?? ''}" in the fault run.`);
void run([service]);
