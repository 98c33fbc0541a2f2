import { defaultMode } from './contact-modes.rules';

describe('how a new contact happens unless somebody says otherwise (CL-06, CL-35)', () => {
  it.each([
    ['as the person prefers', 'home-visit', null, 'home-visit'],
    ['by nothing that anybody knows before they have said what they prefer', null, null, null],
    ['remotely while in-person contact is suspended', 'home-visit', 'video', 'video'],
    ['remotely then, too, when they have not said what they prefer', null, 'phone', 'phone'],
    ['as they prefer then, too, when that is remote', 'message', 'video', 'message'],
  ] as const)('is %s', (_how, preferred, suspendedFor, mode) => {
    expect(defaultMode(preferred, suspendedFor)).toBe(mode);
  });
});
