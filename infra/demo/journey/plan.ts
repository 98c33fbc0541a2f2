import assert from 'node:assert/strict';
import { codeOf, untilTaskSays } from './look';
import type { Step } from './step';

/** What the person and the link worker agree on. */
export const PLAN: readonly Step[] = [
  {
    title:
      'they write a plan that begins with what matters to the person, and agree on it; the GP sees that there is one, not what it says',
    async run(world, journey) {
      const plans = `/api/caseload/cases/${journey.caseId}/plans`;
      const draft = await world.linkWorker.post<{ version: number; state: string }>(plans, {
        whatMatters: { priorities: 'I want to be among people again.', interests: 'Singing; I was in a choir.' },
        selfCare: [{ text: 'I walk to the harbour and back each morning.' }],
        assets: [{ kind: 'family', text: 'My sister rings on Sundays.' }],
        goals: [{ text: 'Sing in front of people once.' }],
      });
      assert.deepEqual([draft.status, draft.body.state], [201, 'draft']);
      const agreed = await world.linkWorker.post<{ state: string }>(
        `${plans}/${String(draft.body.version)}/agree`,
        {
          agreedOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(),
          howGiven: 'by-phone',
          contributors: [{ kind: 'person' }, { kind: 'link-worker' }],
          copyOffered: true,
        },
        { 'if-match': draft.headers.get('etag') ?? '' },
      );
      assert.equal(agreed.body.state, 'agreed');
      const task = await untilTaskSays(world, journey, 'in-progress/plan-agreed');
      assert.doesNotMatch(JSON.stringify(task), /harbour|choir|sister/);
      return `version ${String(draft.body.version)}; ${codeOf(task)}`;
    },
  },
];
