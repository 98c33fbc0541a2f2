import { Action } from './action.entity';
import { ActionAlreadyDoneError } from './action.errors';

describe('an action of a case', () => {
  const AT = new Date('2026-11-24T10:00:00Z');
  const open = () => Action.open({ type: 'task', title: 'Ring back', ownerKind: 'worker', dueAt: AT });

  it('is open until it is done, by whom and with what came of it', () => {
    const action = open();
    expect(action.isOpen).toBe(true);
    action.complete('somebody', AT, 'reached');
    expect(action).toMatchObject({ isOpen: false, doneAt: AT, doneBy: 'somebody', outcome: 'reached' });
  });

  it('is done once', () => {
    const action = open();
    action.complete('somebody', AT, 'reached');
    expect(() => {
      action.complete('another', AT, 'again');
    }).toThrow(ActionAlreadyDoneError);
    expect(action.doneBy).toBe('somebody');
  });
});
