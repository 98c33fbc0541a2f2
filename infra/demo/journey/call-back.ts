import assert from 'node:assert/strict';
import { eventually } from '#libs/testing';
import { readCase } from './look';
import type { Step } from './step';

interface Action {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly dueAt: string;
  readonly doneAt: string | null;
}

/** So short that nobody can call in it: the timer of the service finds it missed, while one waits. */
const WINDOW_MS = 1500;

/** A promise that the service breaks is the service's miss, never the person's (CL-14). */
export const CALL_BACK: readonly Step[] = [
  {
    title: 'a call-back is promised and nobody calls: the service has missed it, not the person, and owes an apology',
    async run(world, journey) {
      const calls = `/api/caseload/cases/${journey.caseId}/call-backs`;
      const from = new Date();
      const until = new Date(from.getTime() + WINDOW_MS);
      const { body: promised } = await world.linkWorker.post<{ id: string }>(calls, {
        from: from.toISOString(),
        until: until.toISOString(),
        reason: 'Wants to know which bus goes there.',
      });
      await eventually(async () => {
        const { body } = await world.linkWorker.get<{ items: { id: string; state: string }[] }>(calls);
        assert.equal(body.items.find(({ id }) => id === promised.id)?.state, 'missed-by-service');
      });
      const { contacts } = await readCase(world, journey);
      assert.deepEqual(
        contacts.filter(({ outcome, missedBy }) => outcome === 'missed' || missedBy === 'person'),
        [],
        'nothing is held against the person',
      );
      const { body } = await world.linkWorker.get<{ items: Action[] }>(`/api/caseload/cases/${journey.caseId}/actions`);
      const apology = body.items.find(({ type, doneAt }) => type === 'apology' && doneAt === null);
      assert.ok(apology, 'there is an apology to be made');
      journey.apologyId = apology.id;
      return `${apology.title}, by ${apology.dueAt.slice(0, 10)}`;
    },
  },
  {
    title: 'she rings, says sorry and answers what was asked',
    async run(world, journey) {
      await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/contacts`, {
        mode: 'phone',
        outcome: 'kept',
        at: new Date().toISOString(),
        note: 'Apologised. The number 5 goes there.',
      });
      const { body } = await world.linkWorker.post<Action>(`/api/caseload/cases/${journey.caseId}/actions/${journey.apologyId}/complete`, {
        outcome: 'Apologised by phone.',
      });
      assert.ok(body.doneAt);
      const { nextAction } = await readCase(world, journey);
      return `next: ${nextAction?.title ?? ''}`;
    },
  },
];
