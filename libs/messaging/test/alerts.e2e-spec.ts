import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DomainError, NotYetKnownError, ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { referralAccepted } from './builders/events';
import { doorsOf, sampleWorld, type SampleOptions, type SampleWorld } from './builders/sample-service';

/** What the process here does not say: Prometheus itself makes `up`, caseload tells of crisis refer-backs (its own tests see it). */
const NOT_OURS = ['up', 'caseload_crisis_refer_back_oldest_unacknowledged_seconds'];
/** Prometheus adds these when it scrapes. */
const OF_THE_SCRAPE = ['job', 'instance'];

const FILE = 'infra/docker/observability/alerts.yml';
const GUIDE = 'docs/guides/messages.md';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

interface Selector {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

const rules = (parse(readFileSync(FILE, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);

/** The only shapes of expressions in use: `[aggregation (labels)] (metric{labels}) comparison number`, and `changes(metric[window])`. */
const EXPRESSION = /^(?:(?:max|sum)(?: by \(([a-z, ]+)\))? ?\(|changes\()?([a-z_]+)(\{[^}]*\})?(?:\[\d+[smh]\])?\)? (>|==) (\d+)$/;

function partsOf({ alert, expr }: Rule): Selector & { readonly by: string[]; holds(value: number): boolean } {
  const [, by = '', metric = '', matchers = '', comparison, limit] = EXPRESSION.exec(expr) ?? [];
  if (metric === '') throw new Error(`${alert}: "${expr}" is of a shape that this check does not know`);
  const labels = Object.fromEntries([...matchers.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  return {
    metric,
    labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !OF_THE_SCRAPE.includes(name))),
    by: by.split(', ').filter((name) => name !== ''),
    holds: (value) => (comparison === '>' ? value > Number(limit) : value === Number(limit)),
  };
}

type Sample = Selector & { readonly value: number };

function samplesOf(text: string): Sample[] {
  return [...text.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, metric = '', labels = '', value]) => ({
    metric,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', text = '']) => [name, text])),
    value: Number(value),
  }));
}

const chosenBy = ({ metric, labels }: Selector, samples: readonly Sample[]): Sample[] =>
  samples.filter((sample) => sample.metric === metric && Object.entries(labels).every(([name, value]) => sample.labels[name] === value));

class RefusedError extends DomainError {
  readonly code = 'CASE.REFUSED';
  readonly status = 409;
}

describe('alert rules', () => {
  let world: SampleWorld;
  let url: string;
  const intake: SampleOptions = { name: 'referral-intake' };
  const caseload: SampleOptions = { name: 'caseload', handles: [ReferralAccepted, ReferralWithdrawn], opensSealed: true };

  beforeAll(async () => {
    world = await sampleWorld(['referral-intake', 'caseload']);
    ({ url } = await world.start([intake, caseload]));
  });
  afterAll(() => world.close());

  const scrape = async (): Promise<Sample[]> => samplesOf(await (await fetch(`${url}/metrics`)).text());

  it('name only metrics and labels that a process tells, and fire for what is wrong and nothing else', async () => {
    const ours = rules.map((rule) => ({ rule, ...partsOf(rule) })).filter(({ metric }) => !NOT_OURS.includes(metric));
    const refused = referralAccepted();
    caseload.behaviour = (event) => {
      if ((event as ReferralAccepted).referralId === refused.referralId) throw new RefusedError('refused');
      throw new NotYetKnownError('case');
    };
    await doorsOf(intake).publish(refused, referralAccepted());
    // Each service tells its counts and its lag in a loop of its own, so all of them are waited for.
    await eventually(async () => {
      const samples = await scrape();
      for (const state of ['dead', 'waiting'])
        expect(chosenBy({ metric: 'messages_parked', labels: { state } }, samples).map(({ value }) => value)).toEqual([1]);
      for (const { rule, by, ...selector } of ours) {
        const chosen = chosenBy(selector, samples);
        expect([rule.alert, chosen.length]).not.toEqual([rule.alert, 0]);
        for (const { labels } of chosen) expect(Object.keys(labels)).toEqual(expect.arrayContaining(by));
      }
      const fire = ours
        .filter(({ rule }) => !rule.expr.startsWith('changes'))
        .filter((rule) => chosenBy(rule, samples).some(({ value }) => rule.holds(value)));
      expect(fire.map(({ rule }) => rule.alert)).toEqual(['MessagesDead']);
    });
  });

  it('each name who is to act and have their row in the guide', () => {
    const guide = readFileSync(GUIDE, 'utf8');
    for (const rule of rules) {
      expect(['page', 'ticket']).toContain(rule.labels.severity);
      expect(rule.annotations.summary).not.toBe('');
      expect(guide).toContain(`\`${rule.alert}\``);
    }
    expect(rules.map(({ alert }) => alert)).toHaveLength(new Set(rules.map(({ alert }) => alert)).size);
  });

  it.each(['referral_intake_no_such_metric', 'messages_parked{state="resting"}'])('would not pass with %s', async (selector) => {
    const parts = partsOf({ alert: 'Planted', expr: `${selector} > 0`, labels: { severity: 'page' }, annotations: { summary: '-' } });
    expect(chosenBy(parts, await scrape())).toEqual([]);
  });
});
