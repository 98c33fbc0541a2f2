import { Action } from '../actions/action.entity';
import type { Connection } from './connection.entity';

type Paused = Pick<Connection, 'id' | 'serviceName' | 'state'>;

/** What must be settled with the person while a connection rests (CL-21). */
export function pauseReview({ id, serviceName }: Paused, dueAt: Date): Action {
  const title = `Review with the person what to do while ${serviceName} is paused`;
  return Action.open({ type: 'service-paused', title, ownerKind: 'worker', dueAt, source: sourceOf(id) });
}

/** What was to be settled is settled when the connection goes on or ends. */
export function endPauseReviews({ id, state }: Paused, actions: readonly Action[], by: string, at: Date): void {
  if (state === 'paused') return;
  for (const action of actions.filter(({ isOpen, source }) => isOpen && source === sourceOf(id)))
    action.complete(by, at, `connection-${state}`);
}

function sourceOf(connectionId: string): string {
  return `pause:${connectionId}`;
}
