import type { Feature } from '#libs/platform';
import { EscalateCaseService } from './escalate-case.service';

/** What happens when a clock has run out. */
export const escalations: Feature = { providers: [EscalateCaseService] };
