import type { Feature } from '#libs/platform';
import { Carriers } from './carriers.client';
import { PersonMessageRepository } from './person-message.repository';
import { PersonMessageWorker } from './person-message.worker';
import { PersonMessagesController } from './person-messages.controller';
import { PersonMessagesQuery } from './person-messages.query';
import { PersonMessages } from './person-messages.service';
import { PreferMessagesService } from './prefer-messages.service';
import { RouteQuery } from './route.query';
import { SendMessageService } from './send-message.service';
import { WaitingMessagesGauge } from './waiting-messages-gauge.service';
import { WriteMessageQuery } from './write-message.query';

/** What the service writes to the person, by e-mail or text message. */
export const personMessages: Feature = {
  controllers: [PersonMessagesController],
  providers: [
    Carriers,
    PersonMessageRepository,
    PersonMessageWorker,
    PersonMessages,
    PersonMessagesQuery,
    PreferMessagesService,
    RouteQuery,
    SendMessageService,
    WaitingMessagesGauge,
    WriteMessageQuery,
  ],
};
