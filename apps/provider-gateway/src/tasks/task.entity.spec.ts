import { ConnectionRequested } from '#libs/contracts';
import { Task } from './task.entity';
import { viewOf } from './task.view';

const NOW = new Date('2026-11-22T09:00:00Z');
const PERSON = {
  personId: '2c8f8a53-0000-4000-8000-000000000001',
  name: { family: 'Okafor', given: ['Ada'], text: 'Ada Okafor' },
  nhsNumber: '9434765919',
  phone: '020',
  reason: 'Alone',
};

function requested(facts: Partial<ConnectionRequested> = {}): Task {
  const connection = Object.assign(new ConnectionRequested(), {
    ...{
      referralId: 'r',
      connectionId: 'c',
      serviceId: 's',
      providerId: 'p',
      needs: ['loneliness'],
      levelOfSupport: 'told',
      consentToShare: true,
    },
    ...{ requestedAt: NOW.toISOString(), respondBy: NOW.toISOString(), person: PERSON },
    ...facts,
  });
  return Task.request('t', connection, NOW);
}

const steps = {
  accept: (task: Task) => task.accept(NOW),
  waitlist: (task: Task) => task.waitlist(NOW),
  decline: (task: Task) => task.decline('not-suitable', NOW),
  attended: (task: Task) => task.attended(NOW, NOW),
  notAttended: (task: Task) => task.notAttended(NOW, NOW),
  sustained: (task: Task) => task.complete('sustained', NOW),
  stopped: (task: Task) => task.complete('stopped', NOW),
};
type Step = keyof typeof steps;

function after(...taken: Step[]): Task {
  const task = requested();
  for (const step of taken) steps[step](task);
  return task;
}

describe('Task', () => {
  it.each<[Step[], string, string]>([
    [[], 'requested', 'asked'],
    [['accept'], 'accepted', 'accepted'],
    [['waitlist'], 'accepted', 'waiting-list'],
    [['waitlist', 'accept'], 'accepted', 'accepted'],
    [['accept', 'notAttended'], 'accepted', 'accepted'],
    [['accept', 'attended'], 'in-progress', 'first-attended'],
    [['waitlist', 'attended'], 'in-progress', 'first-attended'],
    [['accept', 'attended', 'attended'], 'in-progress', 'attending'],
    [['accept', 'attended', 'notAttended'], 'in-progress', 'first-attended'],
    [['accept', 'attended', 'sustained'], 'completed', 'sustained'],
    [['accept', 'attended', 'stopped'], 'completed', 'stopped'],
    [['accept', 'stopped'], 'failed', 'never-attended'],
    [['decline'], 'rejected', 'declined'],
    [['accept', 'decline'], 'rejected', 'declined'],
  ])('after %j is %s, %s', (taken, status, businessStatus) => {
    expect(after(...taken)).toMatchObject({ status, businessStatus, version: taken.length + 1 });
  });

  it.each<[Step[], Step, string]>([
    [['accept'], 'accept', 'TASK.ALREADY_ACCEPTED'],
    [['accept'], 'waitlist', 'TASK.ALREADY_ACCEPTED'],
    [['waitlist'], 'waitlist', 'TASK.ALREADY_WAITING'],
    [['accept', 'attended'], 'accept', 'TASK.ALREADY_ACCEPTED'],
    [['accept', 'attended'], 'decline', 'TASK.ALREADY_ATTENDED'],
    [[], 'attended', 'TASK.NOT_YET_ACCEPTED'],
    [[], 'notAttended', 'TASK.NOT_YET_ACCEPTED'],
    [[], 'stopped', 'TASK.NOT_YET_ACCEPTED'],
    [['accept'], 'sustained', 'TASK.NEVER_ATTENDED'],
    [['decline'], 'accept', 'TASK.ALREADY_ENDED'],
    [['decline'], 'decline', 'TASK.ALREADY_ENDED'],
    [['accept', 'stopped'], 'attended', 'TASK.ALREADY_ENDED'],
    [['accept', 'attended', 'sustained'], 'stopped', 'TASK.ALREADY_ENDED'],
  ])('after %j refuses %s: %s', (taken, step, code) => {
    const task = after(...taken);
    const before = JSON.stringify(task);
    expect(() => steps[step](task)).toThrow(expect.objectContaining({ code, status: 409 }) as Error);
    expect(JSON.stringify(task)).toBe(before);
  });

  it('keeps why the provider declined, and whose decision it was', () => {
    const noPlace = requested();
    expect(noPlace.decline('no-capacity', NOW)).toMatchObject({ reason: 'no-capacity', taskId: 't', referralId: 'r' });
    expect(noPlace).toMatchObject({ status: 'rejected', businessStatus: 'no-capacity', statusReason: 'no-capacity' });
    const theirs = requested();
    theirs.decline('declined-by-person', NOW);
    expect(theirs).toMatchObject({ status: 'cancelled', businessStatus: 'declined-by-person' });
  });
});

describe('what a provider sees of the person', () => {
  it.each<[Step[], object | null]>([
    [[], { firstName: 'Ada', reason: 'Alone' }],
    [['accept'], { firstName: 'Ada', name: 'Ada Okafor', phone: '020', reason: 'Alone' }],
    [['accept', 'attended'], { firstName: 'Ada', name: 'Ada Okafor', phone: '020', reason: 'Alone' }],
    [['accept', 'attended', 'sustained'], { firstName: 'Ada' }],
    [['decline'], null],
  ])('with consent, after %j: %j', (taken, person) => {
    expect(viewOf(after(...taken), true).person).toEqual(person);
  });

  it('tells how the person is best met, to decide and to welcome them, and no longer when the work has ended (CL-17)', () => {
    const accessNeeds = { codes: ['memory', 'mobility'], note: 'Write down what was agreed.' };
    const task = requested({ person: { ...PERSON, accessNeeds } as ConnectionRequested['person'] });
    expect(viewOf(task, true).person).toMatchObject({ firstName: 'Ada', accessNeeds });
    for (const step of ['accept', 'attended'] as const) {
      steps[step](task);
      expect(viewOf(task, true).person).toMatchObject({ name: 'Ada Okafor', accessNeeds });
    }
    steps.sustained(task);
    expect(viewOf(task, true).person).toEqual({ firstName: 'Ada' });
  });

  it('is nothing without an agreement, whatever the person agreed to', () => {
    const task = requested();
    expect(viewOf(task, false).person).toBeNull();
    task.accept(NOW);
    expect(viewOf(task, false).person).toBeNull();
  });

  it('is a first name from the moment the person no longer wants to be supported', () => {
    const task = requested();
    task.accept(NOW);
    expect(task.support(false, NOW)).toBe(true);
    expect(viewOf(task, true)).toMatchObject({ person: { firstName: 'Ada' }, consentToShare: false, supportWithdrawn: true });
    expect(viewOf(task, true).person).toEqual({ firstName: 'Ada' });
  });

  it('is a first name without consent, before and after acceptance', () => {
    const task = requested({ consentToShare: false });
    expect(viewOf(task, true).person).toEqual({ firstName: 'Ada' });
    task.accept(NOW);
    expect(viewOf(task, true).person).toEqual({ firstName: 'Ada' });
  });
});
