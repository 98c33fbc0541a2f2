import { Action } from '../actions/action.entity';
import { endPauseReviews, pauseReview } from './pause-review.rules';

describe('what is settled while a connection is paused (CL-21)', () => {
  const DUE = new Date('2026-12-04T17:00:00Z');
  const AT = new Date('2026-12-01T10:00:00Z');
  const review = (id: string) => pauseReview({ id, serviceName: 'Gardening', state: 'paused' }, DUE);
  const ended = (id: string, state: 'paused' | 'accepted', actions: readonly Action[]) => {
    endPauseReviews({ id, serviceName: 'Gardening', state }, actions, 'somebody', AT);
  };

  it('is an action of the worker that names the service', () => {
    expect(review('one')).toMatchObject({
      title: 'Review with the person what to do while Gardening is paused',
      type: 'service-paused',
      ownerKind: 'worker',
      dueAt: DUE,
      isOpen: true,
    });
  });

  it('stays open while the connection is paused, and ends when it goes on', () => {
    const action = review('one');
    ended('one', 'paused', [action]);
    expect(action.isOpen).toBe(true);
    ended('one', 'accepted', [action]);
    expect(action).toMatchObject({ doneAt: AT, doneBy: 'somebody', outcome: 'connection-accepted' });
  });

  it("leaves another connection's review, the case's other actions and what is done already as they are", () => {
    const done = review('one');
    done.complete('another', DUE, 'agreed');
    const other = review('two');
    const task = Action.open({ type: 'task', title: 'Ring back', ownerKind: 'worker', dueAt: DUE });
    ended('one', 'accepted', [done, other, task]);
    expect(done.doneBy).toBe('another');
    expect([other.isOpen, task.isOpen]).toEqual([true, true]);
  });
});
