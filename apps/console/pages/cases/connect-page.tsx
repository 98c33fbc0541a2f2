import { optional, textOf } from '../forms/act-page';
import { Checkboxes, Radios } from '../forms/choices';
import { SelectField, TextArea } from '../forms/fields';
import { inWords, LEVEL_OF_SUPPORT, NEED } from '../hub/words';
import { Loaded } from '../layout/loaded';
import { CaseActPage } from './case-act-page';
import { useServices } from './queries';

export function ConnectPage() {
  const services = useServices();
  return (
    <CaseActPage
      title="Make a connection"
      button="Ask the service"
      required={{
        serviceId: 'Choose a service',
        levelOfSupport: 'Choose how much you will help',
        needs: 'Choose at least one need',
        consentToShare: 'Say whether the person agrees',
      }}
      act="connections"
      reachesPerson
      done="The service has been asked"
      bodyOf={(form) => ({
        serviceId: textOf(form.get('serviceId')),
        levelOfSupport: textOf(form.get('levelOfSupport')),
        needs: form.getAll('needs'),
        consentToShare: form.get('consentToShare') === 'yes',
        ...optional(form, 'reason'),
      })}
    >
      {(shown) => (
        <>
          <Loaded query={services}>
            {({ items }) => (
              <SelectField
                name="serviceId"
                label="Service"
                none="Choose a service"
                options={items.map(({ id, name, providerName }) => [id, `${name} (${providerName})`] as const)}
              />
            )}
          </Loaded>
          <Checkboxes
            name="needs"
            legend="What for"
            chosen={shown.needs}
            options={shown.needs.map((need) => [need, inWords(NEED, need)] as const)}
          />
          <Radios name="levelOfSupport" legend="How much will you help them get there?" options={Object.entries(LEVEL_OF_SUPPORT)} />
          <Radios
            name="consentToShare"
            legend="Does the person agree that their name and contact details are shared with this service?"
            hint="If not, the service is told the needs and a first name, and you stay the one to contact. Without an agreement between your organisation and the service, it is told the needs only."
            options={[
              ['yes', 'Yes, they agree'],
              ['no', 'No'],
            ]}
          />
          <TextArea name="reason" label="What the service should know (optional)" hint="Shared with the service once it has accepted." />
        </>
      )}
    </CaseActPage>
  );
}
