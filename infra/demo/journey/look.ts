import assert from 'node:assert/strict';
import type { Bundle, Task } from '@medplum/fhirtypes';
import { eventually } from '#libs/testing';
import type { World } from '../world';
import type { Journey } from './step';

/** As much of a case as the story looks at. */
export interface CaseView {
  id: string;
  status: string;
  person: { name: { text: string } };
  nextAction: { type: string; title: string; owner: string; dueAt: string } | null;
  contacts: { outcome: string; missedBy?: string | null }[];
  connections: { id: string; state: string; reason: string | null }[];
}

export const codeOf = (task: Task): string => `${task.status}/${task.businessStatus?.coding?.[0]?.code ?? ''}`;

/** The GP looks at its Task until it says so. */
export async function untilTaskSays(world: World, journey: Journey, expected: string): Promise<Task> {
  return eventually(async () => {
    const { body: task } = await world.gp.get<Task>(`/fhir/R4/Task/${journey.referralId}`);
    assert.equal(codeOf(task), expected);
    return task;
  });
}

/** The GP looks at the Tasks of the referral's connections, found by `part-of`, until the one of this provider's Task says so. */
export async function untilConnectionSays(world: World, { referralId, taskId }: Journey, expected: string): Promise<Task> {
  return eventually(async () => {
    const { body } = await world.gp.get<Bundle<Task>>(`/fhir/R4/Task?part-of=Task/${referralId}`);
    const task = body.entry?.find(({ resource }) => resource?.id === taskId)?.resource;
    assert.ok(task, 'the connection has no Task yet');
    assert.equal(codeOf(task), expected);
    return task;
  });
}

export async function readCase(world: World, journey: Journey): Promise<CaseView> {
  const { body } = await world.linkWorker.get<CaseView>(`/api/caseload/cases/${journey.caseId}`);
  assert.equal(body.status === 'closed', body.nextAction === null, 'an open case has a next action, a closed one has none');
  return body;
}

export async function measure(world: World, journey: Journey, stage: string, answers: Record<string, number | null>): Promise<void> {
  await world.linkWorker.post('/api/outcomes/measurements', {
    referralId: journey.referralId,
    instrument: 'ons4',
    stage,
    takenAt: new Date().toISOString(),
    source: 'self-report',
    answers,
  });
}
