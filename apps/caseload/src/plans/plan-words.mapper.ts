import { NEEDS, type ConnectionState, type NeedCode } from '#libs/contracts';
import type { ContributorKind, GivenBy, HowGiven } from './plan-agreement.rules';
import type { AssetKind, WhatMatters } from './plan-content.rules';

/** Every word of the document that is not the person's own, kept so plain that a child of nine can read it. */
export const WORDS = {
  title: 'My plan',
  noAnswer: 'I have not filled this in yet.',
  nothing: 'Nothing yet.',
  draft: 'This is a draft. I have not said yes to it yet.',
  change: 'I can change my plan at any time. I only need to tell my link worker.',
  whatMatters: 'What matters to me',
  connections: 'Groups and services for me',
  expectations: 'What will happen',
  selfCare: 'What I can do for myself',
  assets: 'What I have that helps me',
  goals: 'My goals',
  actions: 'What we will do',
  agreement: 'How we made this plan',
  whoContacts: 'Who gets in touch',
  contactBy: 'By when',
  cost: 'What it costs',
  firstSession: 'The first time',
  byWhom: 'Who does it',
  howOften: 'How often',
  expectedOutcome: 'What we hope for',
  dueOn: 'By when',
  goal: 'For my goal',
  madeBy: 'Who made this plan',
  copyOffered: 'I was asked if I want a copy of this plan.',
  copyNotOffered: 'I still need to be asked if I want a copy of this plan.',
  notYetFound: 'We have not found anything yet. We keep looking.',
} as const;

export const WHAT_MATTERS: Readonly<Record<keyof WhatMatters, string>> = {
  priorities: 'What I want most',
  interests: 'What I like',
  values: 'What I believe in',
  motivations: 'What keeps me going',
};

export const ASSETS: Readonly<Record<AssetKind, string>> = {
  family: 'Family',
  friends: 'Friends',
  hobby: 'A thing I like to do',
  skill: 'A thing I am good at',
  passion: 'A thing I love',
  community: 'Where I live',
  other: 'More',
};

export const STATES: Readonly<Record<ConnectionState, string>> = {
  suggested: 'This is an idea. I have not said yes yet.',
  agreed: 'I want to go. We will ask them.',
  referred: 'We have asked them.',
  accepted: 'They have a place for me.',
  'waiting-list': 'I am on their waiting list.',
  'first-attended': 'I have been there once.',
  attending: 'I go there.',
  paused: 'I am having a break from it.',
  sustained: 'I go there and it is going well.',
  stopped: 'I have stopped.',
  declined: 'They cannot help me. We will look for something else.',
  'not-available': 'They have no place now. We will look for something else.',
  'declined-by-person': 'I do not want this.',
  withdrawn: 'This will not happen.',
};

export const HOW: Readonly<Record<HowGiven, string>> = {
  'in-person': 'face to face',
  'by-phone': 'on the phone',
  'by-video': 'on a video call',
  'in-writing': 'in writing',
};

const WHO: Readonly<Record<ContributorKind, string>> = {
  person: 'Me',
  carer: 'My carer',
  parent: 'My parent',
  advocate: 'The person who speaks for me',
  family: 'My family',
  friend: 'My friend',
  'link-worker': 'My link worker',
  clinician: 'My doctor or nurse',
  provider: 'The group or service',
  interpreter: 'My interpreter',
  other: 'Somebody else',
};

export function needName(need: NeedCode): string {
  return NEEDS[need];
}

export function contributorName({ kind, name }: { readonly kind: ContributorKind; readonly name?: string }): string {
  return name === undefined ? WHO[kind] : `${WHO[kind]}: ${name}`;
}

export function saidYes(by: GivenBy, day: string, how: HowGiven): string {
  return by === 'person' ? `I said yes on ${day}, ${HOW[how]}.` : `${WHO[by]} said yes for me on ${day}, ${HOW[how]}.`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'Europe/London' });

/** `Thursday 12 March 2026`. */
export function dayName(day: Date | string): string {
  return dayFormat.format(new Date(day)).replace(',', '');
}
