import assert from 'node:assert/strict';
import type { Bundle } from '@medplum/fhirtypes';
import { eventually } from '#libs/testing';
import { referralBundle } from '../referral';
import { codeOf, measure, readCase, untilTaskSays, type CaseView } from './look';
import type { Step } from './step';

/** From the GP's system to the first talk with a link worker. */
export const OUT: readonly Step[] = [
  {
    title: 'the GP system learns whom to address and sends a FHIR referral',
    async run(world, journey) {
      const { body: services } = await world.gp.get<Bundle>('/fhir/R4/HealthcareService');
      assert.ok(
        services.entry?.some(({ resource }) => resource?.id === world.schemeId),
        'the scheme is open to the sender',
      );
      const { status, body } = await world.gp.post<Bundle>('/fhir/R4', referralBundle(journey.correlationId), {
        'content-type': 'application/fhir+json',
        'x-correlation-id': journey.correlationId,
      });
      assert.equal(status, 200);
      assert.equal(body.type, 'transaction-response');
      const locations = (body.entry ?? []).map(({ response }) => response?.location ?? '');
      journey.patientId = /^Patient\/([^/]+)/.exec(locations[0] ?? '')?.[1] ?? '';
      journey.referralId = /^ServiceRequest\/([^/]+)/.exec(locations[1] ?? '')?.[1] ?? '';
      assert.equal(locations[2], `Task/${journey.referralId}/_history/1`);
      return `ServiceRequest/${journey.referralId}`;
    },
  },
  {
    title: 'the referral becomes a case in the unallocated queue, and the GP sees it waiting for a worker',
    async run(world, journey) {
      const task = await untilTaskSays(world, journey, 'accepted/waiting-for-worker');
      assert.ok(task.restriction?.period?.end, 'the Task says when the service level ends');
      const found = await eventually(async () => {
        const queue = await world.linkWorker.all<CaseView & { referralId: string }>('/api/caseload/cases?status=unallocated&limit=200');
        const item = queue.find(({ referralId }) => referralId === journey.referralId);
        assert.ok(item, 'the case stands in the queue');
        return item;
      });
      journey.caseId = found.id;
      const { nextAction } = await readCase(world, journey);
      return `next: ${nextAction?.title ?? ''}, by ${nextAction?.dueAt.slice(0, 10) ?? ''}`;
    },
  },
  {
    title: 'a link worker takes the case on',
    async run(world, journey) {
      await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/allocate`, { workerId: world.workerId });
      return codeOf(await untilTaskSays(world, journey, 'accepted/allocated'));
    },
  },
  {
    title: 'she rings the person, asks what they agree to, and they talk about how life is now (ONS4, baseline)',
    async run(world, journey) {
      for (const purpose of ['support', 'share-with-referrer', 'evaluation']) {
        const said = { purpose, decision: 'given', howGiven: 'spoken', byWhom: 'person' };
        await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/consents`, said);
      }
      await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/contacts`, {
        mode: 'phone',
        outcome: 'kept',
        at: new Date().toISOString(),
        note: 'Misses company since the move; used to sing.',
      });
      const task = await untilTaskSays(world, journey, 'in-progress/contacted');
      await measure(world, journey, 'baseline', { satisfied: 4, worthwhile: 5, happy: 3, anxious: 7 });
      return codeOf(task);
    },
  },
];
