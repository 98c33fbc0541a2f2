import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusMapMarkdown } from '#libs/fhir';

describe('docs/status-map.md', () => {
  it('says exactly what the code does, when it was last generated', () => {
    const committed = readFileSync(join(__dirname, '../../../docs/status-map.md'), 'utf8');
    expect(committed).toBe(statusMapMarkdown());
  });
});
