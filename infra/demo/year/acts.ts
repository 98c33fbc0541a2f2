import { createHash } from 'node:crypto';
import { ConsentRecorded, PlanAgreed, type ClosureReason, type ContactMode, type MissedBy } from '#libs/contracts';
import { caseAllocated, caseClosed, contactRecorded, eventOf } from '../../../apps/caseload/src/cases/case-events.mapper';
import { localDateOf } from '../../../apps/caseload/src/clocks/working-days.rules';
import { apology, endAdjustmentPrompt, promptAdjustments } from '../../../apps/caseload/src/contacts/contact-actions.rules';
import type { Contact } from '../../../apps/caseload/src/contacts/contact.entity';
import { followPlan } from '../../../apps/caseload/src/plans/case-actions.rules';
import { Plan } from '../../../apps/caseload/src/plans/plan.entity';
import { Measurement } from '../../../apps/outcomes/src/measurements/measurement.entity';
import { endConnections, moveConnection } from './connection-acts';
import type { Act, Entry } from './diary';
import type { Life } from './life';
import { RECORDED_BY, SETTINGS } from './stage';

const WORDS = [
  { priorities: 'I want to be among people again.', interests: 'Singing, and old films.' },
  { priorities: 'To sleep through the night.', motivations: 'My grandchildren.' },
  { priorities: 'To get the letters sorted.', values: 'Owing nobody anything.' },
  { priorities: 'To move more, without being watched.', interests: 'The sea.' },
];
const GOALS = ['Go out twice a week.', 'Cook for somebody once.', 'Walk to the harbour and back.', 'Ring the council myself.'];

/** Does one entry of the diary by the rules of the service that it belongs to. */
export function act(life: Life, { at, act: todo }: Entry): void {
  life.runClocks(at);
  perform(life, todo, at);
  life.changed(at);
}

function perform(life: Life, todo: Act, at: Date): void {
  switch (todo.do) {
    case 'allocate':
      life.case.allocateTo(life.workerId, at);
      life.tell(at, caseAllocated(life.case, life.workerId, at));
      break;
    case 'talk':
      talk(life, todo.mode, todo.note, at);
      break;
    case 'attempt':
      life.case.contactMissed(at);
      record(life, { mode: todo.mode, outcome: 'missed', missedBy: null, first: false, note: null }, at);
      break;
    case 'missed':
      missed(life, todo.by, at);
      break;
    case 'measure':
      measure(life, todo, at);
      break;
    case 'plan':
      plan(life, at);
      break;
    case 'withdraw':
      endConnections(life, at);
      close(life, 'withdrawn', at);
      break;
    case 'close':
      close(life, todo.reason, at);
      break;
    default:
      moveConnection(life, todo, at);
  }
}

function talk(life: Life, mode: ContactMode, note: string, at: Date): void {
  const first = life.case.contactKept(at);
  if (first) asked(life, at);
  record(life, { mode, outcome: 'kept', missedBy: null, first, note }, at);
  endAdjustmentPrompt(life.actions, RECORDED_BY, at);
  for (const action of life.actions.filter(({ isOpen, type }) => isOpen && (type === 'review' || type === 'apology')))
    action.complete(RECORDED_BY, at, 'done with the person');
}

/** In the first conversation the person says what they agree to. */
function asked(life: Life, at: Date): void {
  const { id: caseId, referralId } = life.case;
  for (const [index, purpose] of (['support', 'share-with-referrer', 'evaluation'] as const).entries()) {
    const id = derivedId(caseId, purpose);
    const said = {
      howGiven: 'spoken',
      byWhom: 'person',
      givenBy: null,
      reason: null,
      codeReadOutBy: null,
      recordedBy: RECORDED_BY,
      recordedAt: at,
    } as const;
    life.consents.push({ id, caseId, position: index + 1, purpose, decision: 'given', at, ...said });
    life.tell(at, eventOf(ConsentRecorded, { referralId, caseId, consentId: id, purpose, decision: 'given', at: at.toISOString() }));
  }
}

/** The same in every making of the year, without a throw of the dice. */
function derivedId(caseId: string, what: string): string {
  const hex = createHash('sha256').update(`${caseId} ${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function missed(life: Life, missedBy: MissedBy, at: Date): void {
  if (missedBy === 'person') life.case.contactMissed(at);
  const contact = record(life, { mode: 'phone', outcome: 'missed', missedBy, first: false, note: null }, at);
  if (missedBy === 'person') promptAdjustments(life.actions, contact.id, at, life.stage.clocks);
  else life.actions.push(apology(`contact:${contact.id}`, at, SETTINGS.callBackApologyWithinWorkingDays, life.stage.clocks));
}

function record(life: Life, facts: Pick<Contact, 'mode' | 'outcome' | 'missedBy' | 'first' | 'note'>, at: Date): Contact {
  const written = { workerId: life.workerId, recordedBy: RECORDED_BY, recordedAt: at };
  const contact = {
    id: life.dice.uuid(),
    caseId: life.case.id,
    place: null,
    missedReason: null,
    beforeReferralReason: null,
    at,
    ...facts,
    ...written,
  };
  life.contacts.push(contact);
  life.tell(at, contactRecorded(life.case, contact));
  return contact;
}

function measure(life: Life, { stage, answers }: Extract<Act, { do: 'measure' }>, at: Date): void {
  const of = { id: life.dice.uuid(), referralId: life.case.referralId };
  const taken = { ...of, instrument: 'ons4' as const, stage, source: 'self-report' as const, takenAt: at, recordedAt: at, answers };
  const measurement = Measurement.record(taken);
  life.measurements.push(measurement);
  life.tell(at, measurement.toMeasurementRecorded(life.referral.personId ?? null));
}

function plan(life: Life, at: Date): void {
  const { dice } = life;
  const goal = { id: dice.uuid(), restricted: false, text: dice.pick(GOALS) };
  const dated = dice.chance(0.3) ? { dueOn: localDateOf(new Date(at.getTime() + dice.between(20, 60) * 86_400_000)) } : {};
  const content = { connections: [], expectations: [], selfCare: [], assets: [], goals: [{ ...goal, ...dated }], actions: [] };
  const made = Object.assign(Plan.draft(life.case.id, null, at), { id: dice.uuid() });
  made.write({ whatMatters: dice.pick(WORDS), ...content }, at);
  const contributors = [{ kind: 'person' as const }, { kind: 'link-worker' as const }];
  const agreement = {
    agreedOn: localDateOf(at),
    howGiven: 'in-person' as const,
    givenBy: 'person' as const,
    contributors,
    copyOffered: true,
  };
  made.agree(agreement, RECORDED_BY, at);
  life.plans.push(made);
  life.actions.push(...followPlan(made, life.actions, life.actions, at));
  const { referralId, id: caseId } = life.case;
  life.tell(at, eventOf(PlanAgreed, { referralId, caseId, planId: made.id, version: 1, agreedAt: at.toISOString() }));
}

function close(life: Life, reason: ClosureReason, at: Date): void {
  life.case.close(reason, life.connections, at, reason === 'ended' ? 'moved' : null);
  for (const need of life.needs) need.become(outcomeOf(life, reason), at);
  life.tell(at, caseClosed(life.case, reason, at));
}

function outcomeOf({ dice, connections }: Life, reason: ClosureReason): 'ended' | 'resolved' | 'ongoing-elsewhere' | 'declined' {
  if (reason === 'declined') return 'declined';
  if (reason === 'ended') return 'ongoing-elsewhere';
  if (reason !== 'completed') return 'ended';
  return connections.some(({ state }) => state === 'sustained') || dice.chance(0.5) ? 'resolved' : 'ongoing-elsewhere';
}
