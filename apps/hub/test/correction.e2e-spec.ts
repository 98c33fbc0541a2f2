import type { Patient } from '@medplum/fhirtypes';
import { eventually } from '#libs/testing';
import { DatabaseClient } from '#libs/platform';
import type { Api } from '../../../infra/demo/api';
import { JOURNEY, newJourney } from '../../../infra/demo/journey';
import { apiOf } from '../../../infra/demo/world';
import { startEmbeddedHub, type RunningHub } from './running-hub';
import { placesOf } from './stored-words';

interface Receipt {
  readonly id: string;
  readonly kind: string;
  readonly complete: boolean;
  readonly services: { service: string; done: { kind: string; count: number }[]; kept: { kind: string; why: string }[] }[];
}

const WRONG = ['Okafor', '1951-03-09', '9000000009', '07700 900123', 'ruth.okafor@example.org', '1 Example Street', 'ZZ99 3VZ'];
const RIGHT = {
  name: { family: 'Okonkwo', given: ['Ruth', 'Ada'] },
  birthDate: '1951-09-03',
  nhsNumber: '9000000033',
  phone: '07700 900124',
  email: 'ruth.okonkwo@example.org',
  address: { lines: ['2 Example Street', 'Exampleton'], postcode: 'ZZ99 3WZ' },
};
const SHARED = JOURNEY.findIndex(({ title }) => title.startsWith('the charity reads what it needs'));

/** While she is supported: her case is open, and a provider knows her. */
describe('a person of whom something wrong is held (GV-08)', () => {
  let hub: RunningHub;
  let officer: Api;
  let personId: string;
  let receipt: Receipt;
  const journey = newJourney();
  beforeAll(async () => {
    hub = await startEmbeddedHub();
    officer = apiOf(hub.demo, 'privacy-officer');
    for (const step of JOURNEY.slice(0, SHARED + 1)) await step.run(hub.world, journey);
  }, 300_000);
  afterAll(() => hub.close());

  const persons = '/api/referral-intake/persons';
  const find = async (nhsNumber: string) =>
    (await officer.post<{ items: { personId: string }[] }>(`${persons}/find`, { nhsNumber })).body.items.map((each) => each.personId);

  it('is corrected by one command in every service, and the receipt says what each has changed, and kept and why', async () => {
    personId = (await find('9000000009'))[0] ?? '';
    await officer.post(`${persons}/${personId}/correct`, { reason: 'Said at the first visit.', ...RIGHT });
    receipt = await eventually(async () => {
      const { body } = await officer.get<{ items: Receipt[] }>(`${persons}/${personId}/receipts`);
      expect(body.items).toMatchObject([{ kind: 'correction', complete: true }]);
      return body.items[0] as Receipt;
    });
    const kinds = (part: 'done' | 'kept') =>
      Object.fromEntries(receipt.services.map((each) => [each.service, each[part].map(({ kind }) => kind)]));
    expect(kinds('done')).toEqual({
      'referral-intake': ['fhir_resource', 'person'],
      caseload: ['case'],
      'provider-gateway': ['task'],
      outcomes: [],
      'pipeline-monitor': [],
    });
    expect(kinds('kept')).toEqual({
      'referral-intake': ['exchange', 'fhir_resource'],
      caseload: ['referral_details', 'contact', 'plan'],
      'provider-gateway': ['delivery'],
      outcomes: ['measurement'],
      'pipeline-monitor': ['journey'],
    });
    for (const { kept } of receipt.services) for (const { why } of kept) expect(why).toMatch(/\w+ \w+/);
  });

  it('is shown so by every door: to the link worker, to the provider as far as they agreed, and to the sender', async () => {
    const { linkWorker, provider, gp } = hub.world;
    const { body: found } = await linkWorker.get<{ person: object; referralDetails: object }>(`/api/caseload/cases/${journey.caseId}`);
    const { name, birthDate, nhsNumber, phone, email, address } = RIGHT;
    const shown = { birthDate, phone, email, postcode: address.postcode };
    expect(found.person).toMatchObject({ ...shown, nhsNumber, name: { ...name, text: 'Ruth Ada Okonkwo' } });
    expect(JSON.stringify(found)).toContain('2 Example Street');
    const { body: task } = await provider.get<{ person: object }>(`/api/provider-gateway/tasks/${journey.taskId}`);
    expect(task.person).toMatchObject({ ...shown, firstName: 'Ruth', name: 'Ruth Ada Okonkwo' });
    const { body: patient } = await gp.get<Patient>(`/fhir/R4/Patient/${journey.patientId}`);
    expect(patient).toMatchObject({ birthDate, name: [name], identifier: [{ value: nhsNumber }], meta: { versionId: '2' } });
    expect(await find('9000000033')).toEqual([personId]);
    expect(await find('9000000009')).toEqual([]);
  });

  it('is held wrongly nowhere any more but in the message as it was sent', async () => {
    const places = await placesOf(WRONG, hub.databases);
    expect(places).toEqual(Object.fromEntries(WRONG.map((text) => [text, ['referral_intake.exchange']])));
  });

  it('has it in the audit trail of each service, by ids and without a word of what was said', async () => {
    const actions = async (service: string, entity: string, id: string): Promise<unknown[]> => {
      const client = new DatabaseClient(hub.databases[`${service}_DATABASE_URL`] ?? '');
      await client.connect();
      try {
        return (
          await client.query<object>(`SELECT 1 FROM audit_entry WHERE action = 'correct' AND entity = $1 AND entity_id = $2`, [entity, id])
        ).rows;
      } finally {
        await client.end();
      }
    };
    expect(await actions('REFERRAL_INTAKE', 'Person', personId)).toHaveLength(1);
    expect(await actions('CASELOAD', 'case', journey.caseId)).toHaveLength(1);
    expect(await actions('PROVIDER_GATEWAY', 'task', journey.taskId)).toHaveLength(1);
    for (const text of [...WRONG, 'Okonkwo', '9000000033', '07700 900124']) expect(hub.output()).not.toContain(text);
  });
});
