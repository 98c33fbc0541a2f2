import { roleOfTitle } from './job-titles.rules';

describe('The role of a job title', () => {
  it.each([
    'health advisor',
    'Health Trainer',
    'care  navigator',
    'Community Connector',
    'social prescribing coordinator',
    'community care co-ordinator',
    'Link worker',
  ])('is link worker when the title is %s (CL-26)', (title) => {
    expect(roleOfTitle(title)).toBe('link-worker');
  });

  it('must be said when the title is not known', () => {
    expect(roleOfTitle('Receptionist')).toBeNull();
  });
});
