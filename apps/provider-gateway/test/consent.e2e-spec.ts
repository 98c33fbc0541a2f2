import { randomUUID } from 'node:crypto';
import { ConsentRecorded, type ConsentPurpose, type ConnectionRequested } from '#libs/contracts';
import { DatabaseClient } from '#libs/platform';
import { eventually, webhookReceiver } from '#libs/testing';
import { Gateway } from './builders/gateway';

const PERSONAL = /Okafor|7946|1950|husband|9434765919/;

describe("the person's word on what providers see", () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  afterAll(() => gateway.close());

  it('falls back to the least at once when it is withdrawn, and comes back when it is given again (GV-01)', async () => {
    const { referralId, id } = await accepted();
    const full = (await read(id)).person;
    expect(full).toMatchObject({ name: 'Ada Okafor' });

    await consent(referralId, 'withdrawn', '2026-11-21T10:00:00.000Z');
    await eventually(async () => {
      expect(await read(id)).toMatchObject({ person: { firstName: 'Ada' }, consentToShare: false, status: 'accepted' });
    });
    expect((await read(id)).person).toEqual({ firstName: 'Ada' });
    // A form of October that is written down now does not undo what was said since.
    await consent(referralId, 'given', '2026-10-21T10:00:00.000Z');
    await heard(referralId, 2);
    expect((await read(id)).person).toEqual({ firstName: 'Ada' });
    await consent(referralId, 'given', '2026-11-22T10:00:00.000Z');
    await eventually(async () => {
      expect((await read(id)).person).toEqual(full);
    });
  });

  it('counts for a provider who is asked after it was said (part of GV-01)', async () => {
    const connection = gateway.connection();
    await consent(connection.referralId, 'withdrawn', '2026-11-21T10:00:00.000Z');
    const { id } = await accepted(connection);
    expect((await read(id)).person).toEqual({ firstName: 'Ada' });
  });

  it('closes what every door shows when they no longer want to be supported, and tells providers whose task goes on, of nobody by name', async () => {
    const charity = await webhookReceiver();
    const endpoint = await gateway.endpoint(charity.url);
    charity.trust(endpoint.secret);
    const { referralId, id, connectionId } = await accepted();
    const ended = await accepted(gateway.connection({ referralId }));
    await gateway.call('POST', `tasks/${ended.id}/complete`, { outcome: 'stopped' }, gateway.provider);

    await consent(referralId, 'withdrawn', '2026-11-21T10:00:00.000Z', 'support');
    const told = await eventually(() => {
      const [found] = charity.received.filter(({ json }) => json.type === 'connection.updated');
      if (!found) throw new Error('Nothing was told yet');
      return found;
    });
    expect([told.verified, told.json.data['taskId']]).toEqual([true, id]);
    expect(told.body).not.toMatch(PERSONAL);
    expect(await read(id)).toMatchObject({ supportWithdrawn: true, consentToShare: false, person: { firstName: 'Ada' } });
    for (const path of [`Task/${id}`, `ServiceRequest/${connectionId}`]) {
      const { status, body } = await gateway.fhir(path, { ...system(), scopes: ['system/Task.r', 'system/ServiceRequest.r'] });
      expect([status, JSON.stringify(body)]).toEqual([200, expect.not.stringMatching(PERSONAL)]);
    }
    // Its answer is the same record, so it shows no more either.
    const answered = await gateway.call('POST', `tasks/${id}/attended`, {}, gateway.provider);
    expect([answered.status, JSON.stringify(answered.body)]).toEqual([200, expect.not.stringMatching(PERSONAL)]);

    await consent(referralId, 'given', '2026-11-22T10:00:00.000Z', 'support');
    await eventually(() => {
      expect(charity.received.filter(({ json }) => json.type === 'connection.updated')).toHaveLength(2);
    });
    expect((await read(id)).person).toMatchObject({ name: 'Ada Okafor' });
    await charity.close();
  });

  it.each([
    ['there is none', null],
    ['it is still to come', { validFrom: '2200-01-01T00:00:00.000Z' }],
    ['it has run out', { validUntil: '2020-06-01T00:00:00.000Z' }],
    ['it is for another purpose', { purposes: ['read-agreed-plan' as const] }],
    ['it is about another scheme', { schemeId: randomUUID() }],
    ['it is with another provider', { partyId: randomUUID() }],
    ["it is not the scheme's organisation's", { organisationId: randomUUID() }],
  ])('shows nobody whom an agreement does not let the provider know: %s (part of ID-01)', async (_what, changes) => {
    const place = { schemeId: randomUUID(), organisationId: randomUUID() };
    if (changes) await gateway.agree({ ...place, ...changes });
    const { id } = await accepted(gateway.connection(place));
    expect((await read(id)).person).toBeNull();
    const { body } = await gateway.fhir(`Task/${id}`, { ...system(), scopes: ['system/Task.r'] });
    expect(JSON.stringify(body)).not.toMatch(/Ada|Okafor/);
    await gateway.agree(place);
    expect((await read(id)).person).toMatchObject({ name: 'Ada Okafor' });
  });

  const system = () => ({ kind: 'system' as const, clientId: 'charity', organisation: gateway.providerId });

  async function read(id: string): Promise<Record<string, unknown>> {
    return (await gateway.call('GET', `tasks/${id}`, undefined, gateway.provider)).body;
  }

  /** A task that the provider has accepted. */
  async function accepted(connection: ConnectionRequested = gateway.connection()) {
    await gateway.others.publish(connection);
    const { connectionId, referralId } = connection;
    const id = await eventually(async () => {
      const { body } = await gateway.call('GET', 'tasks', undefined, gateway.provider);
      const found = (body.items as { id: string; connectionId: string }[]).find((task) => task.connectionId === connectionId);
      if (!found) throw new Error('There is no task yet');
      return found.id;
    });
    await gateway.call('POST', `tasks/${id}/accept`, undefined, gateway.provider);
    return { id, connectionId, referralId };
  }

  function consent(referralId: string, decision: 'given' | 'withdrawn', at: string, purpose: ConsentPurpose = 'share-with-provider') {
    const facts = { referralId, caseId: randomUUID(), consentId: randomUUID(), purpose, decision, at };
    return gateway.others.publish(Object.assign(new ConsentRecorded(), facts));
  }

  function heard(referralId: string, words: number): Promise<void> {
    return eventually(async () => {
      const client = new DatabaseClient(gateway.database.urls['provider-gateway']);
      await client.connect();
      const { rows } = await client.query('SELECT 1 FROM consent_word WHERE referral_id = $1', [referralId]);
      await client.end();
      expect(rows).toHaveLength(words);
    });
  }
});
