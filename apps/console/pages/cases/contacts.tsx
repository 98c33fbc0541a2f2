import { dayAndTime } from '../hub/dates';
import type { Contact } from '../hub/shapes';
import { CONTACT_MODE, inWords } from '../hub/words';

export function Contacts({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Contacts</h2>
      {contacts.length === 0 && <p>None yet.</p>}
      <ul className="nhsuk-list">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <strong>{contact.outcome === 'kept' ? 'Kept' : 'Missed'}</strong>, {inWords(CONTACT_MODE, contact.mode).toLowerCase()},{' '}
            {dayAndTime(contact.at)}
            {contact.beforeReferralReason && (
              <>
                <br />
                Before the referral: {contact.beforeReferralReason}
              </>
            )}
            {contact.note && (
              <>
                <br />
                {contact.note}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
