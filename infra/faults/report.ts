import type { Verdict } from './effects.rules';
import type { Story } from './fault-run';
import { peakLag, recoveriesFrom, type Passage } from './recovery.rules';
import { EVENTS_EACH } from './sizes';

/** All but the last line of what the command prints. */
export function report(story: Story, verdict: Verdict, passages: Readonly<Record<string, readonly Passage[]>>): string {
  const chain = Object.values(passages).at(-1) ?? [];
  const lines = [
    `${story.acknowledged.length} events of ${story.acknowledged.length / EVENTS_EACH} referrals in ${story.seconds.toFixed(0)} s, ${story.cuts} produce answers swallowed with their connections`,
    '',
    row('table', 'rows', 'lost', 'doubled', 'out of order', 'unexplained'),
    ...verdict.tables.map(({ name, rows, lost, doubled, outOfOrder, unexplained }) =>
      row(name, rows, lost, doubled, outOfOrder, unexplained),
    ),
    '',
    row('kill -9', 'at', 'first effect', 'caught up'),
    ...recoveriesFrom(story.kills, chain).map(({ what, at, firstEffectMs, caughtUpMs }) =>
      row(what, seconds(at - (story.kills[0]?.at ?? at)), seconds(firstEffectMs), seconds(caughtUpMs)),
    ),
    '',
    `peak lag in events: ${Object.entries(passages)
      .map(([consumer, all]) => `${consumer} ${peakLag(all)}`)
      .join(', ')}`,
    ...(story.undrained === '' ? [] : [`not arrived within the time given: ${story.undrained}`]),
    ...story.endings.map((ending) => `ended by itself: ${ending}`),
    ...verdict.examples,
  ];
  return lines.join('\n');
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  return [name.padEnd(36), ...cells.map((cell) => String(cell).padStart(13))].join('').trimEnd();
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'never' : `${(ms / 1000).toFixed(1)} s`;
}
