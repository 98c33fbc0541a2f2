/** An ISO date some days from now. */
export function day(offset: number): string {
  const at = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(at);
}

export const PLAN = {
  whatMatters: { priorities: 'I want to see people again.', motivations: 'My grandson visits in summer.' },
  selfCare: [{ text: 'I walk to the park and back each morning.' }],
  assets: [{ kind: 'family', text: 'My sister phones on Sundays.' }],
  goals: [{ text: 'Sing in front of people once.' }],
};

export const AGREEMENT = { agreedOn: day(0), howGiven: 'in-person', contributors: [{ kind: 'person' }], copyOffered: true };
