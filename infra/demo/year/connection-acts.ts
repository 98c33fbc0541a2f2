import type { BarrierCode } from '../../../apps/caseload/src/connections/barrier.rules';
import { respondBy } from '../../../apps/caseload/src/clocks/service-levels.rules';
import { connectionProgressed, connectionRequested } from '../../../apps/caseload/src/connections/connection-events.mapper';
import { ConnectionBarrier } from '../../../apps/caseload/src/connections/connection-barrier.entity';
import { Connection } from '../../../apps/caseload/src/connections/connection.entity';
import { sharedPerson } from '../../../apps/caseload/src/connections/shared-person.rules';
import { Task } from '../../../apps/provider-gateway/src/tasks/task.entity';
import type { Act } from './diary';
import type { Life } from './life';

type Move = Extract<Act, { readonly do: 'refer' | 'accept' | 'wait-list' | 'attend' | 'absent' | 'decline' | 'barrier' | 'end' }>;
type Answer = Exclude<Move, { readonly do: 'refer' | 'barrier' }>;

/** What is done about the newest connection: the provider's Task moves first, and caseload follows. */
export function moveConnection(life: Life, move: Move, at: Date): void {
  if (move.do === 'refer') refer(life, move.consent, at);
  else if (move.do === 'barrier') barrier(life, move.code, move.resolved, at);
  else answer(life, move, at);
}

/** The sender took the referral back. */
export function endConnections(life: Life, at: Date): void {
  for (const connection of life.connections.filter(({ isLive }) => isLive)) {
    connection.withdraw('withdrawn-by-sender', at);
    moved(life, connection, at);
  }
}

function refer(life: Life, consentToShare: boolean, at: Date): void {
  const { case: found, dice, stage } = life;
  const fitting = stage.offers.filter(({ needs }) => needs.some((need) => found.needs.includes(need)));
  const untried = fitting.filter(({ serviceId }) => life.connections.every((other) => other.serviceId !== serviceId));
  const { needs: served, ...offer } = dice.pick(untried.length > 0 ? untried : stage.offers);
  const common = found.needs.filter((need) => served.includes(need));
  const whose = {
    id: dice.uuid(),
    caseId: found.id,
    ...offer,
    levelOfSupport: dice.pick(['introduced', 'introduced', 'accompanied', 'told'] as const),
  };
  const asked = {
    needs: common.length > 0 ? common : found.needs.slice(0, 1),
    consentToShare,
    requestedAt: at,
    respondBy: respondBy(at, stage.clocks),
  };
  const made = Connection.refer({ ...whose, ...asked });
  life.connections.push(made);
  const request = connectionRequested(found, made, sharedPerson(found.person, consentToShare, undefined));
  life.tell(at, request);
  moved(life, made, at);
  const task = Task.request(dice.uuid(), request, at);
  made.taskId = task.id;
  life.tasks.push(task);
  life.tell(at, task.toTaskRequested());
  life.tell(at, connectionProgressed(found, made));
}

function answer(life: Life, move: Answer, at: Date): void {
  const [connection, task] = [life.connections.at(-1), life.tasks.at(-1)];
  if (!connection || !task) throw new Error('Nobody has been asked yet');
  life.tell(at, answered(task, move, at));
  const before = connection.state;
  follow(connection, move, at);
  if (connection.state !== before) moved(life, connection, at);
}

function answered(task: Task, move: Answer, at: Date): object {
  switch (move.do) {
    case 'accept':
      return task.accept(at);
    case 'wait-list':
      return task.waitlist(at);
    case 'attend':
      return task.attended(at, at);
    case 'absent':
      return task.notAttended(at, at);
    case 'decline':
      return task.decline(move.reason, at);
    case 'end':
      return task.complete(move.outcome, at);
  }
}

function follow(connection: Connection, move: Answer, at: Date): void {
  switch (move.do) {
    case 'accept':
    case 'wait-list':
      connection.accepted(move.do === 'wait-list', at);
      break;
    case 'attend':
      connection.attended(at);
      break;
    case 'absent':
      connection.absent(at);
      break;
    case 'decline':
      connection.declined(move.reason, at);
      break;
    case 'end':
      connection.ended(move.outcome, at);
  }
}

function moved(life: Life, connection: Connection, at: Date): void {
  const { id: connectionId, stateCount: position, state, reason } = connection;
  life.statuses.push({ connectionId, position, state, reason, at });
  life.tell(at, connectionProgressed(life.case, connection));
}

function barrier(life: Life, code: BarrierCode, resolved: boolean, at: Date): void {
  const connection = life.connections.at(-1);
  if (!connection) throw new Error('Nothing stands in the way of nothing');
  const resolution = resolved
    ? { resolvedAt: at, resolution: 'Settled with the person and the service.' }
    : { resolvedAt: null, resolution: null };
  const logged = { id: life.dice.uuid(), connectionId: connection.id, code, note: null, openedAt: at, ...resolution, costPence: null };
  life.barriers.push(Object.assign(new ConnectionBarrier(), logged));
}
