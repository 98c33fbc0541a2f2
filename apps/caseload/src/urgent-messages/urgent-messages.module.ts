import type { Feature } from '#libs/platform';
import { NoticesQuery } from './notices.query';
import { SendUrgentMessageService } from './send-urgent-message.service';
import { UrgentMessageRepository } from './urgent-message.repository';
import { UrgentMessageWorker } from './urgent-message.worker';
import { UrgentMessages } from './urgent-messages.service';

/** What the service writes to its staff at once: crises, and that the named lead is asked. */
export const urgentMessages: Feature = {
  controllers: [],
  providers: [NoticesQuery, SendUrgentMessageService, UrgentMessageRepository, UrgentMessageWorker, UrgentMessages],
};
