import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessagingConfig } from '#libs/messaging';
import { MailConfig, ProcessConfig, RetentionConfig, settingsOf, type ConfigClass, type SettingOptions } from '#libs/platform';
import { CaseloadConfig } from '../../apps/caseload/src/caseload.config';
import { IdentityConfig } from '../../apps/identity/src/identity.config';
import { ProviderGatewayConfig } from '../../apps/provider-gateway/src/provider-gateway.config';
import { ReferralIntakeConfig } from '../../apps/referral-intake/src/referral-intake.config';
import { ROOT } from '../launcher/root';

/** The file that holds the table, between the two markers. */
export const README = join(ROOT, 'README.md');
const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

type Row = readonly [setting: string, unset: string, meaning: string];

/** What the launcher reads, and what it hands on to the apps: no config class knows of these. */
const OF_THE_LAUNCHER: readonly Row[] = [
  ['`HUB_DATA_DIR`', '`.hub`; the demo: `.hub-demo`', 'Data folder: the embedded PostgreSQL and the keys that were made for it'],
  ['`DATABASE_URL`', 'embedded PostgreSQL', "A PostgreSQL's owner; the launcher makes a schema and a login role per service in it"],
  [
    '`<APP>_DATABASE_URL`',
    'made by the launcher',
    "One service's login, as in `REFERRAL_INTAKE_DATABASE_URL`; `BUS_DATABASE_URL` for the embedded bus, `KEYRING_DATABASE_URL` for the keys of persons",
  ],
  ['`KAFKA_PORT`', '`9092`', 'Port of the broker that `npm run kafka` starts'],
];

const CONFIGS: readonly (readonly [title: string, config: ConfigClass])[] = [
  ['Every process', ProcessConfig],
  ['Services that use the bus', MessagingConfig],
  ['caseload and identity', MailConfig],
  ['referral-intake', ReferralIntakeConfig],
  ['Services that keep records of people', RetentionConfig],
  ['caseload', CaseloadConfig],
  ['identity', IdentityConfig],
  ['provider-gateway', ProviderGatewayConfig],
];

/** All settings as one Markdown table, laid out as Prettier would. */
export function settingsTable(): string {
  const rows: Row[] = [
    ['Setting', 'When unset', 'What it does'],
    ...group('The launcher', OF_THE_LAUNCHER),
    ...CONFIGS.flatMap(([title, config]) => group(title, [...settingsOf(config).values()].map(rowOf))),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

/** The same document with its table made anew. */
export function withSettingsTable(document: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The settings table stands between ${BEGIN} and ${END}: one of them is missing`);
  return `${document.slice(0, begin)}${BEGIN}\n\n${settingsTable()}\n\n${document.slice(end)}`;
}

function group(title: string, rows: readonly Row[]): Row[] {
  return [[`**${title}**`, '', ''], ...rows];
}

function rowOf({ env, describe, optional, secret, default: unset }: SettingOptions<unknown>): Row {
  const told = unset === undefined ? (optional ? 'none' : 'required') : unset === '' ? 'empty' : `\`${unset}\``;
  return [`\`${env}\``, told, secret ? `${describe} (secret)` : describe];
}

// npm run build && node dist/infra/docs/settings-table.js
if (require.main === module) writeFileSync(README, withSettingsTable(readFileSync(README, 'utf8')));
