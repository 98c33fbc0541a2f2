import { randomUUID } from 'node:crypto';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { WorkerPublished } from '#libs/contracts';
import { accountHash } from '#libs/platform';
import { eventually, publish } from '#libs/testing';
import { Intake, referral } from './intake';

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';

describe('senders', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const operator = () => intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['operator'] });
  const sender = (changes: object = {}) => ({
    organisationId: intake.practice,
    name: 'Mill Lane Surgery',
    clientIds: ['practice'],
    schemeIds: [intake.schemeId],
    ...changes,
  });
  const sent = async (clientId: string, organisation: string): Promise<number> => {
    const token = await intake.issuer.token({
      kind: 'system',
      clientId,
      organisation,
      scopes: ['system/Patient.crs', 'system/ServiceRequest.crus', 'system/Task.crus'],
    });
    return (await intake.fhir('POST', '', { token, body: referral() })).status;
  };

  it('are registered by operators alone: no administrator and no system ties an organisation to the hub', async () => {
    const scopes = ['hub/referral-intake.write'];
    const others = await Promise.all([
      intake.issuer.token({ kind: 'system', clientId: 'evil-client', organisation: randomUUID(), scopes }),
      intake.issuer.token({ kind: 'system', clientId: 'hub-client', organisation: intake.organisation, scopes }),
      intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['administrator'] }),
    ]);
    for (const other of others) {
      expect((await intake.post('senders', other, sender({ clientIds: ['evil-client'] }))).status).toBe(403);
      expect((await intake.post('schemes', other, { name: 'Another scheme' })).status).toBe(403);
    }
    expect(await sent('practice', intake.practice)).toBe(200);
  });

  it('are registered organisations of a kind that refers, under the ODS code that they are registered with', async () => {
    const charity = randomUUID();
    intake.issuer.register({ id: charity, kind: 'charity' });
    const refused = async (changes: object) => {
      const { status, body } = await intake.post('senders', await operator(), sender(changes));
      return [status, body.code, (body.errors as { pointer: string }[])[0]?.pointer];
    };
    expect(await refused({ organisationId: randomUUID() })).toEqual([422, 'ORGANISATION.NOT_REGISTERED', '/organisationId']);
    expect(await refused({ organisationId: charity })).toEqual([422, 'ORGANISATION.BEYOND_KIND', '/organisationId']);
    expect(await refused({ odsCode: 'A81002' })).toEqual([422, 'SENDER.ODS_CODE_OF_ANOTHER', '/odsCode']);
  });

  it('are listed with the clients that act for them and the schemes they may refer to', async () => {
    expect((await intake.post('senders', await operator(), sender({ clientIds: ['practice', 'another'] }))).status).toBe(201);
    const { body } = await intake.get('senders', await operator());
    const listed = { id: intake.practice, name: 'Mill Lane Surgery', clientIds: ['another', 'practice'], schemeIds: [intake.schemeId] };
    expect(body.items).toContainEqual(expect.objectContaining(listed));
  });

  it('are acted for by clients of their own organisation alone, whatever list a client stands in', async () => {
    const listed = await intake.post('senders', await operator(), sender({ clientIds: ['practice', 'a-charity'] }));
    expect(listed.status).toBe(201);
    expect(await sent('a-charity', randomUUID())).toBe(403);
    const known = await intake.post('senders', await operator(), sender({ clientIds: ['practice', 'a-charity'] }));
    expect([known.status, known.body.code, (known.body.errors as { pointer: string }[])[0]?.pointer]).toEqual([
      422,
      'SENDER.CLIENT_OF_ANOTHER',
      '/clientIds/1',
    ]);
    expect(await sent('practice', intake.practice)).toBe(200);
  });

  it('are the same organisations, and no parties to agreements with themselves, when their ids are written in capital letters', async () => {
    const again = sender({ organisationId: intake.practice.toUpperCase(), clientIds: ['a-charity'] });
    expect((await intake.post('senders', await operator(), again)).status).toBe(422);
    expect((await intake.post('senders', await operator(), { ...again, clientIds: ['practice'] })).status).toBe(201);
    const scheme = { schemeId: intake.schemeId, purposes: ['work-on-cases'], from: new Date().toISOString() };
    const own = await intake.post('agreements', await operator(), { ...scheme, organisationId: intake.organisation.toUpperCase() });
    expect([own.status, (own.body.errors as { code: string }[] | undefined)?.[0]?.code]).toEqual([422, 'own-organisation']);
  });

  it('refer in their own name: a requester with the ODS code of another organisation is refused', async () => {
    const by = (requester: ServiceRequest['requester']) =>
      intake.fhir('POST', '', {
        body: referral((_, { request }) => {
          if (requester) request.requester = requester;
        }),
      });
    const { status, body } = await by({ identifier: { system: ODS, value: 'A81002' } });
    expect([status, body.issue?.[0]?.expression]).toEqual([422, ['Bundle.entry[1].resource.requester']]);
    expect((await by({ identifier: { system: ODS, value: 'A81001' } })).status).toBe(200);
    const request = referral((bundle, parts) => {
      const fullUrl = `urn:uuid:${randomUUID()}`;
      parts.request.requester = { reference: fullUrl };
      bundle.entry?.push({
        fullUrl,
        resource: { resourceType: 'Organization', name: 'Harbour Road Surgery', identifier: [{ system: ODS, value: 'A81002' }] },
        request: { method: 'POST', url: 'Organization' },
      });
    });
    const scopes = ['system/Patient.crs', 'system/ServiceRequest.crus', 'system/Task.crus', 'system/Organization.c'];
    const token = await intake.token({ scopes });
    expect((await intake.fhir('POST', '', { token, body: request })).status).toBe(422);
  });

  it('and what passed between them and the hub are seen by the people of the scheme, not by a link worker of another one', async () => {
    const { body } = await intake.fhir('POST', '', { body: referral() });
    const referralId = body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
    const worker = async (schemeId: string) => {
      const sub = randomUUID();
      const told = { schemeId, organisationId: intake.organisation, workerId: randomUUID(), account: accountHash(sub), employments: [] };
      await publish(intake.database.urls['bus'] ?? '', Object.assign(new WorkerPublished(), told));
      return intake.issuer.token({ kind: 'person', sub, organisation: intake.organisation, roles: ['link-worker'] });
    };
    const [own, other] = [await worker(intake.schemeId), await worker(randomUUID())];
    const status = async (token: string) => (await intake.get(`exchanges?referralId=${referralId}`, token)).status;
    await eventually(async () => expect(await status(own)).toBe(200));
    expect(await status(other)).toBe(404);
    expect(await status(await intake.issuer.token({ kind: 'person', organisation: intake.practice, roles: ['practice'] }))).toBe(200);
    expect(await status(await intake.issuer.token({ kind: 'person', organisation: intake.otherPractice, roles: ['practice'] }))).toBe(404);
  });

  it('and are not shown to a link worker of the sender itself, where it runs another scheme too', async () => {
    const { body } = await intake.fhir('POST', '', { body: referral() });
    const referralId = body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
    intake.issuer.register({ id: intake.practice, kind: 'hub' });
    const status = async (role: 'link-worker' | 'practice') =>
      (
        await intake.get(
          `exchanges?referralId=${referralId}`,
          await intake.issuer.token({ kind: 'person', organisation: intake.practice, roles: [role] }),
        )
      ).status;
    await eventually(async () => expect(await status('link-worker')).toBe(404));
    expect(await status('practice')).toBe(200);
  });
});
