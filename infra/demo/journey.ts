import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Bundle, OperationOutcome, Observation, Task } from '@medplum/fhirtypes';
import { eventually } from '#libs/testing';
import { PERSONAL, referralBundle } from './referral';
import type { World } from './world';

/** What the steps of one journey hand on to one another. */
export interface Journey {
  readonly correlationId: string;
  referralId: string;
  patientId: string;
  caseId: string;
  connectionId: string;
  taskId: string;
  /** Where the provider reads the details. */
  detailsUrl: string;
}

/** One step of the story: it acts, and then looks until what should follow can be seen. */
export interface Step {
  readonly title: string;
  /** Resolves to what was seen, in a few words; rejects if it was not. */
  run(world: World, journey: Journey): Promise<string>;
}

export function newJourney(): Journey {
  return { correlationId: randomUUID(), referralId: '', patientId: '', caseId: '', connectionId: '', taskId: '', detailsUrl: '' };
}

interface CaseView {
  id: string;
  status: string;
  person: { name: { text: string } };
  nextAction: { title: string; dueAt: string } | null;
  connections: { id: string; state: string }[];
}

const codeOf = (task: Task): string => `${task.status}/${task.businessStatus?.coding?.[0]?.code ?? ''}`;

/** The GP looks at its Task until it says so. */
async function untilTaskSays(world: World, journey: Journey, expected: string): Promise<Task> {
  return eventually(async () => {
    const { body: task } = await world.gp.get<Task>(`/fhir/R4/Task/${journey.referralId}`);
    assert.equal(codeOf(task), expected);
    return task;
  });
}

/** The GP looks at the connection's Task, found by `part-of`, until it says so. */
async function untilConnectionSays(world: World, journey: Journey, expected: string): Promise<Task> {
  return eventually(async () => {
    const { body } = await world.gp.get<Bundle<Task>>(`/fhir/R4/Task?part-of=Task/${journey.referralId}`);
    const task = body.entry?.[0]?.resource;
    assert.ok(task, 'the connection has no Task yet');
    assert.equal(codeOf(task), expected);
    return task;
  });
}

async function readCase(world: World, journey: Journey): Promise<CaseView> {
  const { body } = await world.linkWorker.get<CaseView>(`/api/caseload/cases/${journey.caseId}`);
  assert.equal(body.status === 'closed', body.nextAction === null, 'an open case has a next action, a closed one has none');
  return body;
}

async function measure(world: World, journey: Journey, stage: string, answers: Record<string, number | null>): Promise<void> {
  await world.linkWorker.post('/api/outcomes/measurements', {
    referralId: journey.referralId,
    instrument: 'ons4',
    stage,
    takenAt: new Date().toISOString(),
    source: 'self-report',
    answers,
  });
}

/** One real referral, from the GP's system to the charity and back. */
export const JOURNEY: readonly Step[] = [
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
        const { body } = await world.linkWorker.get<{ items: (CaseView & { referralId: string })[] }>(
          '/api/caseload/cases?status=unallocated&limit=100',
        );
        const item = body.items.find(({ referralId }) => referralId === journey.referralId);
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
    title: 'she rings the person, and they talk about how life is now (ONS4, baseline)',
    async run(world, journey) {
      await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/contacts`, {
        mode: 'phone',
        outcome: 'kept',
        at: new Date().toISOString(),
        note: 'Misses company since the move; used to sing.',
      });
      await measure(world, journey, 'baseline', { satisfied: 4, worthwhile: 5, happy: 3, anxious: 7 });
      return codeOf(await untilTaskSays(world, journey, 'in-progress/contacted'));
    },
  },
  {
    title: 'she connects the person to a service of the directory, and its charity gets a signed webhook that names nobody',
    async run(world, journey) {
      const service = await eventually(async () => {
        const { body } = await world.linkWorker.get<{ items: { id: string }[] }>('/api/caseload/services');
        const item = body.items.find(({ id }) => id === world.serviceId);
        assert.ok(item, 'the service stands in the directory');
        return item;
      });
      const { body: connection, headers } = await world.linkWorker.post<{ id: string }>(
        `/api/caseload/cases/${journey.caseId}/connections`,
        {
          serviceId: service.id,
          levelOfSupport: 'introduced',
          needs: ['loneliness'],
          consentToShare: true,
          reason: 'Would like to sing with others again.',
        },
      );
      journey.connectionId = connection.id;
      const delivery = await eventually(() => {
        const found = world.charity.received.find(
          ({ json }) => json.type === 'connection.requested' && json.data['connectionId'] === journey.connectionId,
        );
        assert.ok(found, 'no webhook has arrived yet');
        return found;
      });
      assert.ok(delivery.verified, 'the signature is that of Standard Webhooks, made with the secret of this endpoint');
      assert.doesNotMatch(delivery.body, PERSONAL);
      journey.taskId = String(delivery.json.data['taskId']);
      journey.detailsUrl = String(delivery.json.data['url']);
      assert.equal(
        delivery.headers['x-correlation-id'],
        headers.get('x-correlation-id'),
        'the webhook carries the correlation id of what caused it',
      );
      await untilConnectionSays(world, journey, 'requested/asked');
      return `webhook ${delivery.id}`;
    },
  },
  {
    title: 'the charity reads what it needs to decide, and accepts',
    async run(world, journey) {
      const { body } = await world.provider.get<{ needs: string[] }>(journey.detailsUrl);
      assert.deepEqual(body.needs, ['loneliness']);
      await world.provider.post(`/api/provider-gateway/tasks/${journey.taskId}/accept`);
      const task = await untilConnectionSays(world, journey, 'accepted/accepted');
      assert.equal(task.id, journey.taskId);
      return codeOf(task);
    },
  },
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
    title: 'the case is closed, and the GP reads what came of it',
    async run(world, journey) {
      await world.linkWorker.post(`/api/caseload/cases/${journey.caseId}/close`, { reason: 'completed' });
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
          'contact.recorded',
          'connection.requested',
          'task.notified',
          'task.accepted',
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
