import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../launcher/root';
import { README, settingsTable, withSettingsTable } from './settings-table';

describe('the settings table of the README', () => {
  it('is what the config classes say; "npm run build && node dist/infra/docs/settings-table.js" writes it anew', () => {
    const readme = readFileSync(README, 'utf8');
    expect(readme).toBe(withSettingsTable(readme));
  });

  it('names every setting of every config class', () => {
    const table = settingsTable();
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.config.ts'], { cwd: ROOT, encoding: 'utf8' });
    const read = files.trim().split('\n').flatMap(settingsRead);
    expect(read.length).toBeGreaterThan(20);
    expect(read.filter((name) => !table.includes(`| \`${name}\` `))).toEqual([]);
  });

  it('stands between two markers, and says so when one is missing', () => {
    expect(() => withSettingsTable('<!-- settings -->')).toThrow('is missing');
  });
});

function settingsRead(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\benv: '([A-Z_]+)'/g)].map(([, name]) => name ?? '');
}
