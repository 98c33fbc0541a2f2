import type { ActionView } from './action.dto';
import type { Action } from './action.entity';

export function actionViewOf({ id, type, title, ownerKind, ownerId, dueAt, source, doneAt, outcome }: Action): ActionView {
  return { id, type, title, ownerKind, ownerId, dueAt: dueAt.toISOString(), source, doneAt: doneAt?.toISOString() ?? null, outcome };
}
