import type { Feature } from '#libs/platform';
import { UnmetNeedRepository } from './unmet-need.repository';

/** What people needed and nobody could offer (CL-32). */
export const unmetNeeds: Feature = { providers: [UnmetNeedRepository] };
