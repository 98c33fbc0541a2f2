import { useState } from 'react';
import { optional, textOf } from '../forms/act-page';
import { Radios } from '../forms/choices';
import { TextArea, TextField } from '../forms/fields';
import { fieldValueOf } from '../hub/dates';
import { CONSENT_DECISION, CONSENT_PURPOSE } from '../hub/words';
import { CaseActPage } from './case-act-page';

export function ConsentPage() {
  const [now] = useState(() => fieldValueOf(new Date()));
  return (
    <CaseActPage
      title="Record what the person agrees to"
      button="Record it"
      required={{
        purpose: 'Choose what it is about',
        decision: 'Choose what was said',
        howGiven: 'Choose how it was said',
        byWhom: 'Choose who said it',
        at: 'Enter when it was said',
      }}
      act="consents"
      done="It has been recorded, and counts at once"
      bodyOf={(form) => ({
        purpose: textOf(form.get('purpose')),
        decision: textOf(form.get('decision')),
        howGiven: textOf(form.get('howGiven')),
        byWhom: textOf(form.get('byWhom')),
        // A minute that was left as it stood means now, to the second: what was said just before counts no more.
        ...(form.get('at') === now ? {} : { at: new Date(textOf(form.get('at'))).toISOString() }),
        ...optional(form, 'givenBy'),
        ...optional(form, 'reason'),
      })}
    >
      {() => (
        <>
          <Radios name="purpose" legend="What is it about?" options={Object.entries(CONSENT_PURPOSE)} />
          <Radios name="decision" legend="What was said?" options={Object.entries(CONSENT_DECISION)} />
          <Radios
            name="howGiven"
            legend="How?"
            options={[
              ['spoken', 'Spoken'],
              ['written', 'In writing'],
            ]}
          />
          <Radios
            name="byWhom"
            legend="By whom?"
            options={[
              ['person', 'The person'],
              ['parent-or-guardian', 'A parent or guardian'],
              ['attorney-or-deputy', 'An attorney or deputy'],
            ]}
          />
          <TextField
            name="at"
            label="When it was said"
            hint="What was said last counts, whenever it is written down."
            type="datetime-local"
            value={now}
          />
          <TextField name="givenBy" label="Under 16: who said yes" hint="By name and part, such as: Joan Field, mother" />
          <TextArea name="reason" label="Under 16: why it is theirs to say" />
        </>
      )}
    </CaseActPage>
  );
}
