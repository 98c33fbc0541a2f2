import { recordsPage } from './records-page.view';

describe('the page of all that is held of a person', () => {
  const copies = [
    {
      service: 'referral-intake',
      records: [
        { kind: 'related_person', note: 'May hold what others said', rows: [{ full_name: '<b>Ada</b>', ended_at: null }] },
        { kind: 'exchange', rows: [] },
      ],
    },
  ];
  const page = recordsPage(copies, new Date('2026-03-02T23:30:00Z'));

  it('names services and kinds of records in words, and leaves out what there is none of', () => {
    expect([...page.matchAll(/<h[23]>(.*?)<\/h[23]>/g)].map(([, title]) => title)).toEqual(['Referral intake', 'Related person (1)']);
    expect(page).toContain('<p class="note">May hold what others said</p>');
  });

  it('shows what was written as text', () => {
    expect(page).toContain('<th>full name</th><td>&lt;b&gt;Ada&lt;/b&gt;</td>');
    expect(page).not.toContain('ended at');
  });
});
