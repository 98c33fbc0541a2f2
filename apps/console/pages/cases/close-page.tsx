import { textOf } from '../forms/act-page';
import { Checkboxes, Radios } from '../forms/choices';
import { CLOSURE_ENDING, CLOSURE_REASON, NEED_OUTCOME } from '../hub/words';
import { CaseActPage } from './case-act-page';

export function ClosePage() {
  return (
    <CaseActPage
      title="Close the case"
      button="Close the case"
      required={{ reason: 'Choose why the case ends' }}
      act="close"
      done="The case has been closed; the sender is told"
      bodyOf={bodyOf}
    >
      {() => (
        <>
          <Radios name="reason" legend="Why does it end?" options={Object.entries(CLOSURE_REASON)} />
          <Radios
            name="ending"
            legend="What happened?"
            hint="Only if something else ended the support. When the person died, everything that is open ends with the case."
            options={Object.entries(CLOSURE_ENDING)}
          />
          <Radios
            name="openNeeds"
            legend="What became of the needs that are still open?"
            hint="Needed when support is completed, the person moved or has other care. Where it differs from need to need, change each need first."
            options={Object.entries(NEED_OUTCOME)}
          />
          <Checkboxes
            name="withdrawConnections"
            legend="What about services that are still asked or attended?"
            hint="Only if something else ended the support. Otherwise end each connection first."
            options={[['yes', 'Take them all back; each provider is notified']]}
          />
        </>
      )}
    </CaseActPage>
  );
}

function bodyOf(form: FormData): object {
  const [reason, ending, openNeeds] = ['reason', 'ending', 'openNeeds'].map((name) => textOf(form.get(name)));
  return {
    reason,
    ...(ending === '' ? {} : { ending }),
    ...(openNeeds === '' ? {} : { openNeeds }),
    ...(form.has('withdrawConnections') ? { withdrawConnections: true } : {}),
  };
}
