import { describeWithKafka, eventually, otlpReceiver, type OtlpReceiver, type ReceivedSpan } from '#libs/testing';
import { JOURNEY, newJourney, type Journey } from '../../../infra/demo/journey';
import { PERSONAL } from '../../../infra/demo/referral';
import { startEmbeddedHub, startHubOverKafka, type RunningHub } from './running-hub';

interface Story {
  readonly hub: RunningHub;
  readonly journey: Journey;
}

/** The story stands in `infra/demo/journey/`: the demo tells it, this spec holds the hub to it, step by step. */
function tellsTheStory(start: () => Promise<RunningHub>): () => Story {
  let hub: RunningHub;
  const journey = newJourney();
  beforeAll(async () => {
    hub = await start();
  });
  afterAll(() => hub.close());

  for (const step of JOURNEY) {
    it(step.title, async () => {
      expect(await step.run(hub.world, journey)).not.toBe('');
    });
  }
  return () => ({ hub, journey });
}

describe('one referral, with everything in one process', () => {
  let collector: OtlpReceiver;
  beforeAll(async () => {
    collector = await otlpReceiver();
  });
  const story = tellsTheStory(() => startEmbeddedHub(undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }));
  afterAll(() => collector.close());

  const pathTo = (wanted: (span: ReceivedSpan) => boolean): Promise<string[]> =>
    eventually(() => {
      const span = collector.spans.find(wanted);
      const path = span ? collector.pathTo(span) : [];
      expect(path[0]).toMatchObject({ kind: 'server', parentSpanId: '' });
      return path.map(({ service, kind, name }) => `${service} ${kind} ${name}`);
    });

  it('is one trace from the request of the GP to the case, and one from the link worker to the webhook', async () => {
    const { hub, journey } = story();
    const referral = ({ attributes }: ReceivedSpan) => attributes['messaging.message.conversation_id'] === journey.correlationId;
    expect(await pathTo((span) => referral(span) && span.service === 'caseload' && span.kind === 'producer')).toEqual([
      'referral-intake server POST /fhir/R4',
      'referral-intake producer send referral-intake.referral.v1',
      'caseload consumer process referral-intake.referral.v1',
      'caseload producer send caseload.case.v1',
    ]);
    const webhook = hub.world.charity.received.find(({ json }) => json.data['connectionId'] === journey.connectionId);
    const [, traceId, spanId] = (webhook?.headers['traceparent'] ?? '').split('-');
    expect(await pathTo((span) => span.traceId === traceId && span.spanId === spanId)).toEqual([
      'caseload server POST /api/caseload/cases/:caseId/connections',
      'caseload producer send caseload.case.v1',
      'provider-gateway consumer process caseload.case.v1',
      'provider-gateway client POST',
    ]);
  });

  it('leaves no id out of an address and nothing of the person in any span', () => {
    const { journey } = story();
    const told = JSON.stringify(collector.spans);
    for (const id of [journey.referralId, journey.caseId, journey.patientId, journey.taskId]) expect(told).not.toContain(id);
    expect(told).not.toMatch(PERSONAL);
    expect(new Set(collector.spans.map(({ service }) => service))).toEqual(
      new Set(['identity', 'referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor']),
    );
  });
});

describeWithKafka('one referral, with every service a process of its own over Apache Kafka', () => {
  tellsTheStory(startHubOverKafka);
});
