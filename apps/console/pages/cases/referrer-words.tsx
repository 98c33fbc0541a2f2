import { day } from '../hub/dates';
import type { Case, ReferralDetails, RelatedPerson, Statement } from '../hub/shapes';
import { AUTHORITY, inWords, RELATED_CONTACT_RULE, RELATIONSHIP } from '../hub/words';
import { Facts } from './facts';

/** Everything the referrer wrote about the person, and who belongs to the person. */
export function ReferrerWords({ shown }: { shown: Case }) {
  const { referral, relatedPersons } = shown;
  return (
    <>
      <h2 className="nhsuk-heading-m">What the referrer wrote</h2>
      {referral ? <Details referral={referral} /> : <p>Nothing beyond the reason above.</p>}
      <h2 className="nhsuk-heading-m">Family, carers and others</h2>
      {relatedPersons.length === 0 && <p>Nobody recorded.</p>}
      <ul className="nhsuk-list">
        {relatedPersons.map((related) => (
          <li key={related.id}>
            <strong>{related.name}</strong>: {wordsOf(related)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Details({ referral }: { referral: ReferralDetails }) {
  return (
    <Facts
      facts={[
        ['Referred by', referral.requester],
        ['Notes', statements(referral.notes)],
        ['Reasons', statements(referral.reasons)],
        ['Flags', statements(referral.flags)],
        ['Conditions', statements(referral.conditions)],
        ['Other information', statements(referral.supportingInfo)],
        ['Gender', referral.gender],
        ['Phone and email', linesOf(referral.telecoms.map(({ value, use }) => withUse(value, use)))],
        [
          'Addresses',
          linesOf(referral.addresses.map(({ lines, postcode, use }) => withUse([...lines, postcode].filter(Boolean).join(', '), use))),
        ],
        ['Languages', referral.languages.map(({ text, preferred }) => (preferred === true ? `${text} (preferred)` : text)).join(', ')],
        ['Interpreter', referral.interpreterRequired === undefined ? undefined : referral.interpreterRequired ? 'Needed' : 'Not needed'],
      ]}
    />
  );
}

const withUse = (text: string, use: string | undefined): string => (use === undefined ? text : `${text} (${use})`);

function linesOf(of: readonly string[]) {
  return of.length === 0 ? undefined : (
    <ul className="nhsuk-list">
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function statements(of: readonly Statement[]) {
  return of.length === 0 ? undefined : (
    <ul className="nhsuk-list">
      {of.map((statement, index) => (
        <li key={index}>
          {statement.text}
          <Aside of={statement} />
        </li>
      ))}
    </ul>
  );
}

function Aside({ of: { status, category, from, until, author } }: { of: Statement }) {
  const dates = from === undefined && until === undefined ? undefined : [from && dateOf(from), until && `until ${dateOf(until)}`];
  const aside = [category, status, ...(dates ?? []), author].filter(Boolean).join(', ');
  return aside === '' ? null : <span className="nhsuk-u-secondary-text-colour"> ({aside})</span>;
}

/** A date as precise as the referrer wrote it. */
const dateOf = (written: string): string => (/^\d{4}-\d{2}-\d{2}/.test(written) ? day(written) : written);

function wordsOf({ relationship, relationshipText, authority, contactRule, phone, email, note, from, until, endedAt }: RelatedPerson) {
  return [
    relationshipText ?? inWords(RELATIONSHIP, relationship),
    contactRule === null ? undefined : inWords(RELATED_CONTACT_RULE, contactRule),
    authority === 'none' ? undefined : inWords(AUTHORITY, authority),
    phone,
    email,
    note,
    from === null ? undefined : `from ${day(from)}`,
    until === null ? undefined : `until ${day(until)}`,
    endedAt === null ? undefined : `no longer since ${day(endedAt)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
