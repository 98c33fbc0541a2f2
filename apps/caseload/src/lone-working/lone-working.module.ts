import type { Feature } from '#libs/platform';
import { WatchHomeVisitService } from './watch-home-visit.service';

/** Somebody notices when a worker is not back from a home visit. */
export const loneWorking: Feature = { providers: [WatchHomeVisitService] };
