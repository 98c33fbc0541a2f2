import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { contractOf, EVENTS, ReferralAccepted, TaskAccepted, type EventClass } from '#libs/contracts';
import { problemsOf } from '#libs/platform';
import { eventOfData } from './event-of-data';
import { surelyKeepsRules } from './quick-rules';

const EXAMPLES = 'libs/contracts/examples';

/** The documented examples of an event, without personal data, which stands in them sealed. */
function examplesOf(eventClass: EventClass): Record<string, unknown>[] {
  const { name, sealed } = contractOf(eventClass);
  return readdirSync(join(EXAMPLES, name)).map((file) => {
    const data = JSON.parse(readFileSync(join(EXAMPLES, name, file), 'utf8')) as Record<string, unknown>;
    if (sealed !== undefined) Reflect.deleteProperty(data, sealed);
    return data;
  });
}

/** What class-validator and class-transformer say by themselves. */
function byTheLibraries(eventClass: EventClass, data: object): ReturnType<typeof eventOfData> {
  const event = plainToInstance(eventClass, data);
  return { event, problems: problemsOf(validateSync(event, { forbidUnknownValues: false })) };
}

const examples = EVENTS.flatMap((eventClass) => examplesOf(eventClass).map((data) => ({ eventClass, data })));

describe('An event of plain data', () => {
  it.each(EVENTS.map((eventClass) => ({ name: eventClass.name, eventClass })))(
    'is what the libraries make of it, and has the problems that they find, whatever stands in its fields ($name)',
    ({ eventClass }) => {
      const fields = [...new Set(examplesOf(eventClass).flatMap((data) => Object.keys(data)))];
      const value = fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.uuid(),
        fc.constant(undefined),
        fc.constantFrom('2026-02-30T09:00:00Z', '2026-02-28'),
      );
      fc.assert(
        fc.property(fc.constantFrom(...examplesOf(eventClass)), fc.constantFrom(...fields, 'another'), value, (data, field, given) => {
          const changed = { ...data, [field]: given };
          const [made, expected] = [eventOfData(eventClass, changed), byTheLibraries(eventClass, changed)];
          // Of a field that the class does not know nobody reads what is in it; class-transformer leaves parts of it out.
          for (const { event } of [made, expected]) Reflect.deleteProperty(event, 'another');
          expect(made).toStrictEqual(expected);
        }),
      );
    },
  );

  it('is made the quick way where its fields are plain; parts with a class of their own are left to the libraries', () => {
    const quick = examples.filter(({ eventClass, data }) => surelyKeepsRules(eventClass, Object.assign(new eventClass(), data)));
    expect(quick.length).toBeGreaterThan(examples.length * 0.9);
    const [data] = examplesOf(ReferralAccepted);
    const withPerson = { ...data, person: { name: { given: ['Ada'], text: 'Ada' } } };
    expect(surelyKeepsRules(ReferralAccepted, Object.assign(new ReferralAccepted(), withPerson))).toBe(false);
    expect(eventOfData(ReferralAccepted, withPerson)).toStrictEqual(byTheLibraries(ReferralAccepted, withPerson));
  });

  it.each(['__proto__', 'constructor'])('keeps its class and its rules when a field is called %s', (field) => {
    const [data] = examplesOf(TaskAccepted);
    const called = (given: object): object => JSON.parse(`{"${field}":{"waitingList":true},${JSON.stringify(given).slice(1)}`) as object;
    const { event, problems } = eventOfData(TaskAccepted, called({ ...data }));
    expect([Object.getPrototypeOf(event), event.constructor]).toEqual([TaskAccepted.prototype, TaskAccepted]);
    expect(problems).toEqual([]);
    const broken = called({ ...data, taskId: 'none', waitingList: undefined });
    expect(
      eventOfData(TaskAccepted, broken)
        .problems.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/taskId', '/waitingList']);
  });
});
