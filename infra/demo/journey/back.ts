import assert from 'node:assert/strict';
import type { Observation, OperationOutcome } from '@medplum/fhirtypes';
import { eventually } from '#libs/testing';
import { PERSONAL } from '../referral';
import { codeOf, measure, readCase, untilConnectionSays, untilTaskSays } from './look';
import type { Step } from './step';

/** From the first visit to the choir back to the GP, and to whoever watches. */
export const BACK: readonly Step[] = [
  {
    title: 'the person comes for the first time, and the GP sees that they are connected',
    async run(world, journey) {
      await world.provider.post(`/api/provider-gateway/tasks/${journey.taskId}/attended`);
      await untilConnectionSays(world, journey, 'in-progress/first-attended');
      return codeOf(await untilTaskSays(world, journey, 'in-progress/connected'));
    },
  },
  {
    title: 'the person goes on by themselves, and the charity completes its part',
    async run(world, journey) {
      await world.provider.post(`/api/provider-gateway/tasks/${journey.taskId}/complete`, { outcome: 'sustained' });
      const task = await untilConnectionSays(world, journey, 'completed/sustained');
      await eventually(async () => {
        const { connections } = await readCase(world, journey);
        assert.equal(connections.find(({ id }) => id === journey.connectionId)?.state, 'sustained');
      });
      return codeOf(task);
    },
  },
  {
    title: 'they look back (ONS4, exit): four changes, each with its n, never one number',
    async run(world, journey) {
      await measure(world, journey, 'exit', { satisfied: 7, worthwhile: 7, happy: 6, anxious: 4 });
      const { body } = await world.linkWorker.get<{ changes: { item: string; n: number; change: number }[] }>(
        `/api/outcomes/referrals/${journey.referralId}`,
      );
      assert.deepEqual(
        body.changes.map(({ item, n, change }) => [item, n, change]),
        [
          ['satisfied', 1, 3],
          ['worthwhile', 1, 2],
          ['happy', 1, 3],
          ['anxious', 1, -3],
        ],
      );
      return body.changes.map(({ item, change, n }) => `${item} ${change > 0 ? '+' : ''}${String(change)} (n=${String(n)})`).join(', ');
    },
  },
  {
    title: 'the case is closed with what came of each need, and the GP reads it',
    async run(world, journey) {
      await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/close`, { reason: 'completed', openNeeds: 'resolved' });
      const task = await untilTaskSays(world, journey, 'completed/closed-completed');
      const activity = task.output?.find(({ type }) => type.coding?.[0]?.code === 'resulting-activity');
      assert.ok(activity?.valueCodeableConcept?.text, 'the closing output names the activity');
      const references = (task.output ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []);
      assert.equal(references.length, 8, 'four answers at baseline and four at exit');
      const { body: answer } = await world.gp.get<Observation>(`/fhir/R4/${references[0] ?? ''}`);
      assert.equal(answer.valueInteger, 4);
      return activity.valueCodeableConcept.text;
    },
  },
  {
    title: 'the operator sees the whole journey, each step with its time, and no personal data; another practice sees nothing',
    async run(world, journey) {
      interface Steps {
        steps: { type: string; at: string }[];
      }
      const { body } = await eventually(async () => {
        const answer = await world.operator.get<Steps>(`/api/pipeline-monitor/journeys/${journey.referralId}`);
        const seen = answer.body.steps.map(({ type }) => type);
        for (const type of [
          'referral.accepted',
          'case.opened',
          'case.allocated',
          'consent.recorded',
          'contact.recorded',
          'plan.agreed',
          'call-back.missed',
          'connection.requested',
          'task.notified',
          'task.declined',
          'task.accepted',
          'case.referred-back',
          'refer-back.acknowledged',
          'task.attended',
          'task.completed',
          'measurement.recorded',
          'case.closed',
        ]) {
          assert.ok(
            seen.some((name) => name.includes(type)),
            `${type} is not among the steps`,
          );
        }
        return answer;
      });
      const { body: found } = await world.operator.get<{ items: { referralId: string }[] }>(
        `/api/pipeline-monitor/journeys?correlationId=${journey.correlationId}`,
      );
      assert.deepEqual(
        found.items.map(({ referralId }) => referralId),
        [journey.referralId],
      );
      assert.doesNotMatch(JSON.stringify(body), PERSONAL);
      await assert.rejects(world.otherGp.get<OperationOutcome>(`/fhir/R4/Task/${journey.referralId}`), /answered 404/);
      return `${String(body.steps.length)} steps`;
    },
  },
];
