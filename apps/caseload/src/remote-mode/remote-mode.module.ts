import type { Feature } from '#libs/platform';
import { RemoteContactsRepository } from './remote-contacts.repository';
import { RemoteModeController } from './remote-mode.controller';
import { RemoteModeRepository } from './remote-mode.repository';
import { SwitchToRemoteService } from './switch-to-remote.service';

/** In-person contacts of a whole scheme happen remotely for a time. */
export const remoteMode: Feature = {
  controllers: [RemoteModeController],
  providers: [RemoteContactsRepository, RemoteModeRepository, SwitchToRemoteService],
};
