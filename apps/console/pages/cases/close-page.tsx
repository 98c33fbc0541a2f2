import { textOf } from '../forms/act-page';
import { Radios } from '../forms/choices';
import { CLOSURE_REASON, NEED_OUTCOME } from '../hub/words';
import { CaseActPage } from './case-act-page';

export function ClosePage() {
  return (
    <CaseActPage
      title="Close the case"
      button="Close the case"
      required={{ reason: 'Choose why the case ends' }}
      act="close"
      done="The case has been closed; the sender is told"
      bodyOf={(form) => {
        const openNeeds = textOf(form.get('openNeeds'));
        return { reason: textOf(form.get('reason')), ...(openNeeds === '' ? {} : { openNeeds }) };
      }}
    >
      {() => (
        <>
          <Radios name="reason" legend="Why does it end?" options={Object.entries(CLOSURE_REASON)} />
          <Radios
            name="openNeeds"
            legend="What became of the needs that are still open?"
            hint="To say when support is completed. Where it differs from need to need, change each need first."
            options={Object.entries(NEED_OUTCOME)}
          />
        </>
      )}
    </CaseActPage>
  );
}
