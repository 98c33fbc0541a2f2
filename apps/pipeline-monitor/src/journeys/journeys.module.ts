import type { Feature } from '#libs/platform';
import { JourneyConsumer } from './journey.consumer';
import { JourneyRepository } from './journey.repository';
import { JourneysController } from './journeys.controller';
import { JourneysQuery } from './journeys.query';
import { RecordStepService } from './record-step.service';

/** Where referrals have been. */
export const journeys: Feature = {
  controllers: [JourneyConsumer, JourneysController],
  providers: [RecordStepService, JourneyRepository, JourneysQuery],
};
