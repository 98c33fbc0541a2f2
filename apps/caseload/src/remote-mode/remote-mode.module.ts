import type { Feature } from '#libs/platform';
import { RemoteModeRepository } from './remote-mode.repository';

/** In-person contacts of a whole scheme happen remotely for a time. */
export const remoteMode: Feature = { providers: [RemoteModeRepository] };
