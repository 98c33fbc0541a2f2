import { isPast, minute } from '../hub/dates';
import type { CaseSummary } from '../hub/shapes';
import { CONCERN, inWords } from '../hub/words';

/** In a list, what must be known of a case before it is opened. */
export function CaseTags({ shown: { crisis, contactRule, activeRisks } }: { shown: CaseSummary }) {
  if (crisis === null && contactRule === null && activeRisks.length === 0) return null;
  return (
    <span className="console-tags">
      {crisis && <strong className="nhsuk-tag nhsuk-tag--red">{crisisText(crisis.acknowledgeBy, new Date())}</strong>}
      {contactRule !== null && (
        <strong className="nhsuk-tag nhsuk-tag--red">{contactRule === 'through-carer' ? 'Through carer only' : 'Do not contact'}</strong>
      )}
      {activeRisks.map((risk) => (
        <strong className="nhsuk-tag nhsuk-tag--orange" key={risk}>
          {risk.startsWith('risk') ? inWords(CONCERN, risk) : `Risk: ${inWords(CONCERN, risk).toLowerCase()}`}
        </strong>
      ))}
    </span>
  );
}

function crisisText(acknowledgeBy: string, now: Date): string {
  const at = minute(acknowledgeBy, now);
  return isPast(acknowledgeBy, now) ? `Crisis: nobody acknowledged it by ${at}` : `Crisis: acknowledge by ${at}`;
}
