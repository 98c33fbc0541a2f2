import { DomainError, ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';
import { RequestContext } from '#libs/platform';
import { describeWithKafka, eventually, otlpReceiver, startKafka, type OtlpReceiver, type ReceivedSpan } from '#libs/testing';
import { referralAccepted, referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, type SampleOptions, type SampleWorld } from './builders/sample-service';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const DOOR = { requestId: 'r-1', correlationId: 'c-1', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
const TOPIC = 'referral-intake.referral.v1';

class RefusedError extends DomainError {
  readonly code = 'CASE.REFUSED';
  readonly status = 409;
}

function traces(more: () => Promise<NodeJS.ProcessEnv>): void {
  let collector: OtlpReceiver;
  let world: SampleWorld;
  const intake: SampleOptions = { name: 'referral-intake' };
  const caseload: SampleOptions = { name: 'caseload', handles: [ReferralAccepted, ReferralWithdrawn], opensSealed: true };

  beforeAll(async () => {
    collector = await otlpReceiver();
    world = await sampleWorld(['referral-intake', 'caseload'], { ...(await more()), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await world.start([intake, caseload]);
  });
  afterAll(async () => {
    await world.close();
    await collector.close();
  });

  const publish = (event: object) => RequestContext.run(DOOR, () => doorsOf(intake).publish(event));
  const told = (wanted: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> =>
    eventually(() => collector.spans.find(wanted) ?? Promise.reject(new Error(JSON.stringify(collector.spans))));

  it("goes on from the door's span through the outbox to the handler, each under its service's name", async () => {
    await publish(referralAccepted());
    const handled = await told(({ name }) => name === `process ${TOPIC}`);
    await told(({ name }) => name === `send ${TOPIC}`);
    expect(collector.pathTo(handled).map(({ service, name, kind, traceId }) => [service, name, kind, traceId])).toEqual([
      ['referral-intake', `send ${TOPIC}`, 'producer', TRACE],
      ['caseload', `process ${TOPIC}`, 'consumer', TRACE],
    ]);
    expect(collector.pathTo(handled)[0]?.parentSpanId).toBe('00f067aa0ba902b7');
    expect(handled).toMatchObject({
      failed: false,
      attributes: {
        'cloudevents.event_type': 'org.social-prescribing-hub.referral.accepted.v1',
        'messaging.message.conversation_id': 'c-1',
        'hub.message.attempt': 1,
      },
    });
  });

  it('tells a run that failed by its code, and that the message stands still, without a word of the message', async () => {
    const event = referralAccepted();
    caseload.behaviour = () => {
      throw new RefusedError('Ada Okafor has no scheme');
    };
    await publish(event);
    const parked = await told(({ name }) => name === `park ${TOPIC}`);
    expect(parked).toMatchObject({
      service: 'caseload',
      traceId: TRACE,
      attributes: { 'hub.message.state': 'dead', 'error.type': 'CASE.REFUSED' },
    });
    const failed = await told((span) => span.failed && span.name === `process ${TOPIC}`);
    expect(failed.attributes['error.type']).toBe('CASE.REFUSED');
    expect(JSON.stringify(collector.spans)).not.toMatch(new RegExp(`Okafor|020 7946|no scheme|${event.referralId}`));
    caseload.behaviour = () => undefined;
  });

  it("follows the sender's word that its trace is not recorded, and carries it on", async () => {
    const unrecorded = 'a'.repeat(32);
    const seen = new Promise<unknown>((resolve) => {
      caseload.behaviour = (event, { traceparent }) => {
        if (event instanceof ReferralWithdrawn) resolve(traceparent);
      };
    });
    const context = { ...DOOR, traceparent: `00-${unrecorded}-00f067aa0ba902b7-00` };
    await RequestContext.run(context, () => doorsOf(intake).publish(referralWithdrawn('6a2f4f3c-7c0c-4f0e-9d3a-1d1b5b0e2c11')));
    expect(await seen).toMatch(new RegExp(`^00-${unrecorded}-[\\da-f]{16}-00$`));
    await publish(referralAccepted());
    await eventually(() => expect(collector.spans.filter(({ name }) => name === `send ${TOPIC}`).length).toBeGreaterThan(2));
    expect(collector.spans.filter(({ traceId }) => traceId === unrecorded)).toEqual([]);
  });
}

describe('one trace over the embedded bus', () => {
  traces(() => Promise.resolve({}));
});

describeWithKafka('one trace over Apache Kafka', () => {
  traces(async () => ({ KAFKA_BROKERS: (await startKafka()) ?? '' }));
});

describe('traces', () => {
  const intake: SampleOptions = { name: 'referral-intake' };
  const caseload: SampleOptions = { name: 'caseload', handles: [ReferralAccepted], opensSealed: true };
  const seen: (string | undefined)[] = [];
  caseload.behaviour = (_event, { traceparent }) => seen.push(traceparent);

  it.each([
    ['carries the traceparent as it came, and makes up none, without a collector', undefined, DOOR.traceparent],
    ['is not disturbed by a collector that is away, also when it ends', 'http://127.0.0.1:1', expect.stringMatching(TRACE) as string],
  ])('%s', async (_what, endpoint, carried) => {
    const world = await sampleWorld(['referral-intake', 'caseload'], { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    seen.length = 0;
    try {
      await world.start([intake, caseload]);
      await RequestContext.run(DOOR, () => doorsOf(intake).publish(referralAccepted()));
      await eventually(() => expect(seen).toHaveLength(1));
      await RequestContext.run({ requestId: 'r-2', correlationId: 'c-2' }, () => doorsOf(intake).publish(referralAccepted()));
      await eventually(() => expect(seen).toHaveLength(2));
    } finally {
      await world.close();
    }
    expect(seen[0]).toEqual(carried);
    expect(seen[1] === undefined).toBe(endpoint === undefined);
  });
});
