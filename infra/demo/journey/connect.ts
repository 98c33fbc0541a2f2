import assert from 'node:assert/strict';
import { eventually } from '#libs/testing';
import { PERSONAL } from '../referral';
import { codeOf, readCase, untilConnectionSays } from './look';
import type { Step } from './step';

/** To one community service, which says no; to another one, which says yes. */
export const CONNECT: readonly Step[] = [
  {
    title: 'she asks a small allotment, which has no system of its own: it signs in, says no and why, and she is to find something else',
    async run(world, journey) {
      const { body: connection } = await eventually(() =>
        world.linkWorker.post<{ id: string }>(`/api/caseload/cases/${journey.caseId}/connections`, {
          serviceId: world.otherServiceId,
          levelOfSupport: 'introduced',
          needs: ['loneliness'],
          consentToShare: true,
          reason: 'Used to have an allotment.',
        }),
      );
      journey.taskId = await eventually(async () => {
        const tasks = await world.otherProvider.all<{ id: string; connectionId: string }>('/api/provider-gateway/tasks?status=requested');
        const task = tasks.find(({ connectionId }) => connectionId === connection.id);
        assert.ok(task, 'the provider has no task yet');
        return task.id;
      });
      await untilConnectionSays(world, journey, 'requested/asked');
      await world.otherProvider.post(`/api/provider-gateway/tasks/${journey.taskId}/decline`, { reason: 'not-suitable' });
      const task = await untilConnectionSays(world, journey, 'rejected/declined');
      const nextAction = await eventually(async () => {
        const found = await readCase(world, journey);
        assert.equal(found.connections.find(({ id }) => id === connection.id)?.state, 'declined');
        assert.equal(found.nextAction?.type, 'find-alternative');
        return found.nextAction;
      });
      return `${codeOf(task)}; next: ${nextAction.title}`;
    },
  },
  {
    title: 'they find another one in the directory, a choir: its charity gets a signed webhook that names nobody',
    async run(world, journey) {
      const service = await eventually(async () => {
        const services = await world.linkWorker.all<{ id: string }>('/api/caseload/services');
        const item = services.find(({ id }) => id === world.serviceId);
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
];
