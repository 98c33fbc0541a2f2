import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../launcher/root';

export interface Measured {
  readonly value: number;
  readonly unit: string;
}

/** What one bench found, beside limits taken in the same run. */
export interface BenchResult {
  readonly name: string;
  readonly at: string;
  readonly machine: string;
  readonly figures: Readonly<Record<string, Measured>>;
  readonly limits: Readonly<Record<string, Measured>>;
  /** A figure over its limit. */
  readonly ratios: Readonly<Record<string, number>>;
}

export const MACHINE = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, ${String(Math.round(totalmem() / 2 ** 30))} GiB, Node ${process.version}`;

/** Prints the table and writes `bench-results/<name>.json`. */
export async function report(result: BenchResult): Promise<void> {
  const line = (kind: string, name: string, value: string): string => `  ${kind.padEnd(8)} ${name.padEnd(28)} ${value.padStart(14)}\n`;
  const rows = [
    ...Object.entries(result.figures).map(([name, { value, unit }]) => line('figure', name, `${round(value)} ${unit}`)),
    ...Object.entries(result.limits).map(([name, { value, unit }]) => line('limit', name, `${round(value)} ${unit}`)),
    ...Object.entries(result.ratios).map(([name, ratio]) => line('ratio', name, `${(ratio * 100).toFixed(1)} %`)),
  ];
  process.stdout.write(`\n${result.name} (${result.machine})\n${rows.join('')}`);
  const directory = join(ROOT, 'bench-results');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, `${result.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

/** The value below which the given share of all lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
