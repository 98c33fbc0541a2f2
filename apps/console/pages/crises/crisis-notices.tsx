import type { Notice, ReferBack } from '../hub/shapes';

/** Who was written to about a crisis; where no clinician could be, that somebody must ring. */
export function CrisisNotices({ crisis }: { crisis: ReferBack }) {
  const { notices, toName, acknowledgedAt } = crisis;
  const clinicians = notices.filter(({ part }) => part === 'clinician');
  const reached = clinicians.some(({ state, why }) => state === 'sent' || (state === 'queued' && why === null));
  return (
    <>
      {acknowledgedAt === null && !reached && (
        <p>
          <strong>
            {clinicians.length === 0
              ? `No clinician of ${toName} is named to be written to.`
              : `No clinician of ${toName} could be written to: ${whyNot(clinicians)}.`}{' '}
            Ring {toName} now.
          </strong>
        </p>
      )}
      {notices.length > 0 && (
        <ul className="nhsuk-list">
          {notices.map((notice) => (
            <li key={`${notice.at} ${notice.name} ${notice.channel}`}>
              {notice.channel === 'email' ? 'Email' : 'Text message'} to {notice.name} ({notice.part}): {inWordsOf(notice)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function whyNot(notices: readonly Notice[]): string {
  return notices.every(({ why }) => why === 'not-configured')
    ? 'this hub has no email or text messages set up'
    : 'no message could be delivered';
}

function inWordsOf({ state, why }: Notice): string {
  if (state === 'sent') return 'sent';
  if (state === 'skipped') return 'not needed any more';
  if (why === 'not-configured') return 'not sent, it is not set up on this hub';
  return state === 'failed' ? 'could not be delivered' : 'on its way';
}
