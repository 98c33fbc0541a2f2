import { optional, textOf } from '../forms/act-page';
import { Radios } from '../forms/choices';
import { SelectField, TextArea, TextField } from '../forms/fields';
import { fieldValueOf } from '../hub/dates';
import { CONTACT_MODE } from '../hub/words';
import { CaseActPage } from './case-act-page';

export function ContactPage() {
  return (
    <CaseActPage
      title="Record a contact"
      button="Record the contact"
      required={{ mode: 'Choose how you were in contact', outcome: 'Say whether the contact was kept or missed', at: 'Enter when it was' }}
      act="contacts"
      reachesPerson
      done="The contact has been recorded"
      bodyOf={(form) => ({
        mode: textOf(form.get('mode')),
        outcome: textOf(form.get('outcome')),
        at: new Date(textOf(form.get('at'))).toISOString(),
        ...optional(form, 'note'),
        ...optional(form, 'beforeReferralReason'),
      })}
    >
      {() => (
        <>
          <SelectField name="mode" label="How" none="Choose how" options={Object.entries(CONTACT_MODE)} />
          <Radios
            name="outcome"
            legend="Was it kept?"
            options={[
              ['kept', 'Kept'],
              ['missed', 'Missed'],
            ]}
          />
          <TextField name="at" label="When" type="datetime-local" value={fieldValueOf(new Date())} />
          <TextArea
            name="beforeReferralReason"
            label="If it was before the referral: why does it belong on this case?"
            hint="Leave this empty for a contact since the referral."
          />
          <TextArea name="note" label="Note (optional)" hint="Only link workers and supervisors of your organisation read it." />
        </>
      )}
    </CaseActPage>
  );
}
