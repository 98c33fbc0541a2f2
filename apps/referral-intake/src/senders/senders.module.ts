import type { Feature } from '#libs/platform';
import { RegisterSenderService } from './register-sender.service';
import { SenderDirectory } from './sender-directory.query';
import { SendersController } from './senders.controller';
import { SendersQuery } from './senders.query';

export const senders: Feature = { controllers: [SendersController], providers: [RegisterSenderService, SenderDirectory, SendersQuery] };
