import assert from 'node:assert/strict';
import { codeOf, readCase, untilTaskSays } from './look';
import type { Step } from './step';

interface ReferBack {
  readonly id: string;
  readonly caseId: string;
  readonly acknowledgeBy: string;
  readonly acknowledgedBy: { readonly name: string | null } | null;
}

/** A crisis on the way: back to a health professional at once, and the support goes on (CL-22). */
export const CRISIS: readonly Step[] = [
  {
    title: 'on the phone she hears of a crisis: one step back to a health professional, and the GP sees it before anything else',
    async run(world, journey) {
      const { body } = await world.linkWorker.post<ReferBack>(`/api/caseload/cases/${journey.caseId}/refer-backs`, {
        kind: 'crisis',
        reason: 'risk-to-self',
        to: 'scheme',
        note: 'Said on the phone that she cannot go on.',
      });
      journey.referBackId = body.id;
      const task = await untilTaskSays(world, journey, 'in-progress/referred-back');
      assert.equal(task.priority, 'stat');
      const { nextAction } = await readCase(world, journey);
      assert.equal(nextAction?.type, 'crisis-acknowledgement', 'nothing is due before the crisis');
      return `${codeOf(task)}, priority ${task.priority ?? ''}; to be acknowledged by ${body.acknowledgeBy.slice(11, 16)} UTC`;
    },
  },
  {
    title: 'a clinician acknowledges it by name, and the case stays open',
    async run(world, journey) {
      const waiting = await world.clinician.all<ReferBack>('/api/caseload/refer-backs?acknowledged=false');
      assert.ok(
        waiting.some(({ id }) => id === journey.referBackId),
        'the clinician sees it among those that wait',
      );
      const { body } = await world.clinician.post<ReferBack>(
        `/api/caseload/cases/${journey.caseId}/refer-backs/${journey.referBackId}/acknowledge`,
      );
      assert.ok(body.acknowledgedBy?.name, 'it says who has it');
      const { status, nextAction } = await readCase(world, journey);
      assert.equal(status, 'supporting');
      assert.notEqual(nextAction?.type, 'crisis-acknowledgement');
      return `${body.acknowledgedBy.name}; next: ${nextAction?.title ?? ''}`;
    },
  },
];
