import { describeWithKafka } from '#libs/testing';
import { JOURNEY, newJourney } from '../../../infra/demo/journey';
import { startEmbeddedHub, startHubOverKafka, type RunningHub } from './running-hub';

/** The story stands in `infra/demo/journey.ts`: the demo tells it, this spec holds the hub to it, step by step. */
function tellsTheStory(start: () => Promise<RunningHub>): void {
  let hub: RunningHub;
  const journey = newJourney();
  beforeAll(async () => {
    hub = await start();
  }, 120_000);
  afterAll(() => hub.close());

  for (const step of JOURNEY) {
    it(step.title, async () => {
      expect(await step.run(hub.world, journey)).not.toBe('');
    });
  }
}

describe('one referral, with everything in one process', () => {
  tellsTheStory(() => startEmbeddedHub());
});

describeWithKafka('one referral, with every service a process of its own over Apache Kafka', () => {
  tellsTheStory(startHubOverKafka);
});
