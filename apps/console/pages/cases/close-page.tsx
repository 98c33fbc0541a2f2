import { textOf } from '../forms/act-page';
import { Radios } from '../forms/choices';
import { CLOSURE_REASON } from '../hub/words';
import { CaseActPage } from './case-act-page';

export function ClosePage() {
  return (
    <CaseActPage
      title="Close the case"
      button="Close the case"
      required={{ reason: 'Choose why the case ends' }}
      act="close"
      done="The case has been closed; the sender is told"
      bodyOf={(form) => ({ reason: textOf(form.get('reason')) })}
    >
      {() => <Radios name="reason" legend="Why does it end?" options={Object.entries(CLOSURE_REASON)} />}
    </CaseActPage>
  );
}
