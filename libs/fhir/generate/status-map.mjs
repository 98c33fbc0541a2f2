// Writes docs/status-map.md from the built libs/fhir: npm run build && node libs/fhir/generate/status-map.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { statusMapMarkdown } = require('#libs/fhir');
writeFileSync(join(import.meta.dirname, '../../../docs/status-map.md'), statusMapMarkdown());
