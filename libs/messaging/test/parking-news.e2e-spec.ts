import { randomUUID } from 'node:crypto';
import {
  DomainError,
  MessageDiscarded,
  MessageParked,
  MessageRecovered,
  MessageRedriven,
  NotYetKnownError,
  ReferralAccepted,
  ReferralWithdrawn,
} from '#libs/contracts';
import { RequestContext } from '#libs/platform';
import { eventually, published, testIssuer, type TestIssuer } from '#libs/testing';
import { referralAccepted, referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, type SampleOptions, type SampleWorld } from './builders/sample-service';

class RefusedError extends DomainError {
  readonly code = 'CASE.REFUSED';
  readonly status = 409;
}

interface News {
  readonly name: string;
  readonly correlationId: string;
  readonly data: Record<string, unknown>;
}

describe('What a service tells of messages that it cannot handle', () => {
  let world: SampleWorld;
  let issuer: TestIssuer;
  let url: string;
  let operator: string;
  const intake: SampleOptions = { name: 'referral-intake' };
  const caseload: SampleOptions = { name: 'caseload', handles: [ReferralAccepted, ReferralWithdrawn], opensSealed: true };
  const monitor: SampleOptions = {
    name: 'pipeline-monitor',
    handles: [MessageParked, MessageRedriven, MessageDiscarded, MessageRecovered],
    everyTopic: true,
  };

  beforeAll(async () => {
    issuer = await testIssuer();
    const quick = { MESSAGE_RETRY_FIRST_MS: '20', MESSAGE_UNKNOWN_RETRY_FIRST_MS: '20', MESSAGE_ATTEMPTS_IN_PLACE: '1' };
    world = await sampleWorld(['referral-intake', 'caseload', 'pipeline-monitor'], { PUBLIC_URL: issuer.url, ...quick });
    ({ url } = await world.start([intake, caseload, monitor]));
    operator = await issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['operator'] });
  });
  afterAll(async () => {
    await world.close();
    await issuer.close();
  });
  beforeEach(() => {
    caseload.behaviour = undefined;
    monitor.behaviour = undefined;
  });

  const newsOf = async (subject: string): Promise<News[]> =>
    (await published(world.database.urls.bus ?? '', 'caseload.message.v1'))
      .filter(({ message }) => message.subject === subject)
      .map(({ name, message, data }) => ({ name, correlationId: message.correlationId, data }));
  const names = async (subject: string): Promise<string[]> => (await newsOf(subject)).map(({ name }) => name);
  const act = (what: string, subject: string): Promise<Response> =>
    fetch(`${url}/api/caseload/messages/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ subject, reason: 'Ada Okafor rang us', dryRun: false }),
    });

  it('is when one is dead, put back, dead again, discarded, and when its referral goes on; by whom, and nothing personal', async () => {
    const referralId = randomUUID();
    caseload.behaviour = (event) => {
      if (event instanceof ReferralAccepted) throw new RefusedError('The case is closed.');
    };
    await RequestContext.run({ requestId: 'r', correlationId: 'from-the-practice' }, () =>
      doorsOf(intake).publish(referralAccepted(referralId), referralWithdrawn(referralId)),
    );
    await eventually(async () => expect(await names(referralId)).toEqual(['message.parked.v1']));
    const [parked] = await newsOf(referralId);
    expect(parked).toMatchObject({
      correlationId: 'from-the-practice',
      data: {
        consumer: 'caseload',
        topic: 'referral-intake.referral.v1',
        subject: referralId,
        type: 'org.social-prescribing-hub.referral.accepted.v1',
        state: 'dead',
        errorCode: 'CASE.REFUSED',
        attempts: 0,
        reason: 'The case is closed.',
      },
    });
    await act('redrive', referralId);
    await eventually(async () =>
      expect(await names(referralId)).toEqual(['message.parked.v1', 'message.redriven.v1', 'message.parked.v1']),
    );
    await act('discard', referralId);
    await eventually(async () => expect((await names(referralId)).slice(3)).toEqual(['message.discarded.v1', 'message.recovered.v1']));
    const told = await newsOf(referralId);
    expect(told[2]?.data).toMatchObject({ state: 'dead', attempts: 1 });
    expect(told[3]?.data).toMatchObject({ eventId: parked?.data.eventId, by: expect.any(String) as string });
    expect(JSON.stringify(told)).not.toContain('Okafor');
    await eventually(async () => {
      const heard = (await doorsOf(monitor).effects()).filter(({ subject }) => subject === referralId);
      expect(heard.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('is when one waits, without what an unforeseen error said, and when it has passed', async () => {
    const [unknown, broken] = [randomUUID(), randomUUID()];
    let passing = false;
    caseload.behaviour = (_event, { subject }) => {
      if (passing) return;
      if (subject === unknown) throw new NotYetKnownError('the scheme');
      if (subject === broken) throw new Error('no room for Ada Okafor');
    };
    await doorsOf(intake).publish(referralAccepted(unknown), referralAccepted(broken));
    await eventually(async () => expect([...(await names(unknown)), ...(await names(broken))]).not.toHaveLength(0));
    passing = true;
    for (const [subject, errorCode, reason] of [
      [unknown, 'NOT_YET_KNOWN', 'the scheme is not known yet'],
      [broken, 'Error', undefined],
    ] as const) {
      await eventually(async () => expect((await names(subject)).at(-1)).toBe('message.recovered.v1'));
      const [first] = await newsOf(subject);
      expect(first?.data).toMatchObject({ state: 'waiting', errorCode });
      expect(first?.data.reason).toBe(reason);
    }
  });

  it('is never parked itself when it cannot be handled: that is logged and counted, and the next is handled', async () => {
    const referralId = randomUUID();
    caseload.behaviour = (_event, { subject }) => {
      if (subject === referralId) throw new RefusedError('no');
    };
    monitor.behaviour = (event, { subject }) => {
      if (subject === referralId && event instanceof MessageParked) throw new Error('no');
    };
    await doorsOf(intake).publish(referralAccepted(referralId));
    await eventually(async () => expect(await names(referralId)).toHaveLength(1));
    await act('redrive', referralId);
    await eventually(async () => {
      const outcomes = await doorsOf(monitor).transaction.read(`SELECT 1 FROM inbox WHERE outcome = 'given-up'`);
      expect(outcomes).toHaveLength(2);
    });
    const heard = (await doorsOf(monitor).effects()).filter(({ subject }) => subject === referralId);
    expect(heard.map(({ type }) => type)).toEqual(['org.social-prescribing-hub.message.redriven.v1']);
    expect(await doorsOf(monitor).count('parked_subject')).toBe(0);
    expect(await published(world.database.urls.bus ?? '', 'pipeline-monitor.message.v1')).toEqual([]);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/messages_parked_total\{service="pipeline-monitor",[^}]*message.parked.v1",state="given-up",code="Error"\} 2/);
  });
});
