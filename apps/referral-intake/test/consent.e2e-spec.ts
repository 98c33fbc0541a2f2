import { randomUUID } from 'node:crypto';
import type { Task } from '@medplum/fhirtypes';
import { CaseAllocated, CaseClosed, CaseReferredBack, ConsentRecorded, ContactRecorded, PlanAgreed } from '#libs/contracts';
import { eventually, publish } from '#libs/testing';
import { Intake, referral } from './intake';

const AT = '2026-11-22T10:00:00.000Z';

describe("the person's word on what their referrer hears", () => {
  let intake: Intake;
  let supervisor: string;
  beforeAll(async () => {
    intake = await Intake.start();
    supervisor = await intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['supervisor'] });
  });
  afterAll(() => intake.close());

  it('holds back the next status from the moment it is withdrawn, and the exchange says why; given again, news goes on (GV-01)', async () => {
    const id = await sent();
    await say(new CaseAllocated(), id, { workerId: randomUUID(), allocatedAt: AT, contactBy: AT });
    await shows(id, 'allocated');
    const before = await task(id);
    await consent(id, 'withdrawn');
    await say(new ContactRecorded(), id, { contactId: randomUUID(), mode: 'phone', kept: true, first: true, at: AT });
    const withheld = await eventually(async () => {
      const items = (await exchanges(id)).filter(({ direction }) => direction === 'out');
      expect(items).toHaveLength(1);
      return items[0];
    });
    expect(withheld).toMatchObject({ about: 'contact.recorded.v1', withheld: 'consent withdrawn' });
    expect(await task(id)).toEqual(before);

    await consent(id, 'given');
    await say(new PlanAgreed(), id, { planId: randomUUID(), version: 1, agreedAt: AT });
    await shows(id, 'plan-agreed');
  });

  it('does not hold back a crisis, nor the end of what the sender may use again (GV-01, CL-22)', async () => {
    const bundle = referral();
    const id = await sent(bundle);
    await consent(id, 'refused');
    const facts = { referBackId: randomUUID(), kind: 'crisis', concern: 'risk-to-self', referredAt: AT, acknowledgeBy: AT };
    await say(new CaseReferredBack(), id, facts);
    await shows(id, 'referred-back');
    await say(new CaseClosed(), id, { reason: 'ended', contacts: 1, closedAt: AT });
    await eventually(async () => {
      expect((await exchanges(id)).at(-1)).toMatchObject({ about: 'case.closed.v1', withheld: 'consent withdrawn' });
    });
    expect((await task(id)).status).toBe('in-progress');
  });

  it('shows exchanges to those of the scheme and of the sender alone (GV-01)', async () => {
    const id = await sent();
    const stranger = await intake.issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await intake.get(`exchanges?referralId=${id}`, stranger)).status).toBe(404);
    const evaluator = await intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['evaluator'] });
    expect((await intake.get(`exchanges?referralId=${id}`, evaluator)).status).toBe(403);
    expect(await exchanges(id)).toMatchObject([{ direction: 'in', withheld: null }]);
  });

  async function exchanges(id: string): Promise<Record<string, unknown>[]> {
    return (await intake.get(`exchanges?referralId=${id}`, supervisor)).body.items as Record<string, unknown>[];
  }

  function say(event: object, referralId: string, facts: object): Promise<string> {
    return publish(intake.database.urls['bus'] ?? '', Object.assign(event, { referralId, caseId: referralId }, facts));
  }

  function consent(id: string, decision: string): Promise<string> {
    return say(new ConsentRecorded(), id, { consentId: randomUUID(), purpose: 'share-with-referrer', decision, at: AT });
  }

  async function sent(bundle = referral()): Promise<string> {
    const { body } = await intake.fhir('POST', '', { body: bundle });
    return body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
  }

  async function task(id: string): Promise<Task> {
    return (await intake.fhir('GET', `/Task/${id}`)).body as unknown as Task;
  }

  function shows(id: string, expected: string): Promise<void> {
    return eventually(async () => {
      expect((await task(id)).businessStatus?.coding?.[0]?.code).toBe(expected);
    });
  }
});
