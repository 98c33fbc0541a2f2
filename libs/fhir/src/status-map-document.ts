import { CODE_SYSTEMS } from './names';
import {
  CONNECTION_PROGRESS,
  connectionRow,
  NEEDS_REASON,
  REASONS,
  REFERRAL_PROGRESS,
  REFERRAL_PROGRESS_CODES,
  type ReferralRow,
} from './status-map';
import { CONNECTION_STATES } from '#libs/contracts';

/** A Markdown table with its columns lined up, as Prettier would leave it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);

function referralTable(): string {
  const rows = REFERRAL_PROGRESS_CODES.map((progress) => {
    const row: ReferralRow = REFERRAL_PROGRESS[progress];
    return [code(progress), row.text, row.case, code(row.status), code(row.reason)];
  });
  return table(['`businessStatus`', 'text', 'case', 'Task `status`', '`statusReason` unless a nearer one is told'], rows);
}

function connectionTable(): string {
  const rows = CONNECTION_STATES.flatMap((state) => {
    const row = CONNECTION_PROGRESS[state];
    if (!row) return [[code(state), '(no Task)', '', '', '', '']];
    const cells = [code(row.status), code(row.progress), row.text, code(row.request), code(row.reason)];
    const never = state === 'stopped' ? connectionRow(state, false) : undefined;
    const also = never
      ? [[`${code(state)}, never attended`, code(never.status), code(never.progress), never.text, code(never.request), code(never.reason)]]
      : [];
    return [[code(state), ...cells], ...also];
  });
  return table(['connection', 'Task `status`', '`businessStatus`', 'text', 'filler-order `status`', '`statusReason`'], rows);
}

/** docs/status-map.md: how each axis of the hub is told on the wire, from the very tables that do it. */
export function statusMapMarkdown(): string {
  const reasons = table(
    ['code', 'text'],
    Object.entries(REASONS).map(([reason, text]) => [code(reason), text]),
  );
  return `# Status map

Made from \`libs/fhir/src/status-map.ts\` by \`node libs/fhir/generate/status-map.mjs\`; a test fails when the two differ.

## The referral's Task (read by its sender)

Codes of \`${CODE_SYSTEMS.referralProgress}\`.

${referralTable()}

\`ServiceRequest.status\` is the sender's own and is never changed by progress.

## A connection's Task (the request to one community service)

Codes of \`${CODE_SYSTEMS.connectionProgress}\`.

${connectionTable()}

## Reasons

A Task with status ${[...NEEDS_REASON].map(code).join(', ')} always says why, with a code of \`${CODE_SYSTEMS.reason}\`.

${reasons}
`;
}
