import { randomUUID } from 'node:crypto';
import type { Task } from '@medplum/fhirtypes';
import { CaseAllocated, CaseClosed, CaseReferredBack, ContactRecorded, PlanAgreed, ReferBackAcknowledged } from '#libs/contracts';
import { eventually, publish } from '#libs/testing';
import { Intake, referral } from './intake';

const AT = '2026-11-22T10:00:00.000Z';

describe("a crisis on the referral's Task", () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  it('stands there at once as referred-back with priority stat, at whatever point the case was, and ends nothing (CL-22)', async () => {
    const { id, priority } = await sent();
    await intake.consent(id);
    expect(priority).not.toBe('stat');
    await say(Object.assign(new CaseAllocated(), { ...of(id), workerId: randomUUID(), allocatedAt: AT, contactBy: AT }));
    await crisis(id);
    const task = await shows(id, 'referred-back');
    expect(task).toMatchObject({ status: 'in-progress', priority: 'stat', restriction: { period: { end: '2026-11-22T10:30:00.000Z' } } });
  });

  it('stays until a clinician has acknowledged, whatever is told meanwhile, and gives way to the next point after that (CL-22)', async () => {
    const { id, priority } = await sent();
    await intake.consent(id);
    await crisis(id);
    await shows(id, 'referred-back');
    await say(Object.assign(new ContactRecorded(), { ...of(id), contactId: randomUUID(), mode: 'phone', kept: true, first: true, at: AT }));
    await crisis(id);
    expect((await version(id, 4)).priority).toBe('stat');
    for (const acknowledgedAt of [AT, AT]) {
      await say(
        Object.assign(new ReferBackAcknowledged(), { ...of(id), referBackId: randomUUID(), organisationId: randomUUID(), acknowledgedAt }),
      );
    }
    const acknowledged = await version(id, 6);
    expect([code(acknowledged), acknowledged.priority, acknowledged.restriction]).toEqual(['referred-back', 'stat', undefined]);
    await say(Object.assign(new PlanAgreed(), { ...of(id), planId: randomUUID(), version: 1, agreedAt: AT }));
    expect(await shows(id, 'plan-agreed')).toMatchObject({ status: 'in-progress', priority });
  });

  it('ends with the case', async () => {
    const { id } = await sent();
    await crisis(id);
    await say(Object.assign(new CaseClosed(), { ...of(id), reason: 'ended', contacts: 1, closedAt: AT }));
    expect((await shows(id, 'closed-ended')).priority).not.toBe('stat');
  });

  function of(referralId: string) {
    return { referralId, caseId: referralId };
  }

  function say(event: object): Promise<string> {
    return publish(intake.database.urls['bus'] ?? '', event);
  }

  function crisis(id: string): Promise<string> {
    const facts = { referBackId: randomUUID(), kind: 'crisis', concern: 'risk-to-self', referredAt: AT };
    return say(Object.assign(new CaseReferredBack(), { ...of(id), ...facts, acknowledgeBy: '2026-11-22T10:30:00.000Z' }));
  }

  async function sent(): Promise<{ id: string; priority: string }> {
    const { body } = await intake.fhir('POST', '', { body: referral() });
    const id = body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
    return { id, priority: (await task(id)).priority ?? '' };
  }

  async function task(id: string): Promise<Task> {
    return (await intake.fhir('GET', `/Task/${id}`)).body as unknown as Task;
  }

  function code({ businessStatus }: Task): string | undefined {
    return businessStatus?.coding?.[0]?.code;
  }

  function shows(id: string, expected: string): Promise<Task> {
    return eventually(async () => {
      const found = await task(id);
      expect(code(found)).toBe(expected);
      return found;
    });
  }

  function version(id: string, expected: number): Promise<Task> {
    return eventually(async () => {
      const found = await task(id);
      expect(found.meta?.versionId).toBe(String(expected));
      return found;
    });
  }
});
