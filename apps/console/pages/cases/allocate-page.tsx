import { textOf } from '../forms/act-page';
import { SelectField } from '../forms/fields';
import { Loaded } from '../layout/loaded';
import { CaseActPage } from './case-act-page';
import { useWorkers } from './queries';

export function AllocatePage() {
  const workers = useWorkers();
  return (
    <CaseActPage
      title="Allocate to a worker"
      button="Allocate"
      required={{ workerId: 'Choose a worker' }}
      act="allocate"
      done="The case has been allocated"
      bodyOf={(form) => ({ workerId: textOf(form.get('workerId')) })}
    >
      {() => (
        <Loaded query={workers}>
          {({ items }) => (
            <SelectField
              name="workerId"
              label="Worker"
              hint="They become the owner of the case and of its next action."
              none="Choose a worker"
              options={items.map(({ id, name }) => [id, name] as const)}
            />
          )}
        </Loaded>
      )}
    </CaseActPage>
  );
}
