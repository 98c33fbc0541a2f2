import type { Feature } from '#libs/platform';
import { ChangesController } from './changes.controller';
import { ReferralOutcomesQuery } from './referral-outcomes.query';
import { SchemeChangesQuery } from './scheme-changes.query';

/** Whether things moved, for one person and for a scheme. */
export const changes: Feature = { controllers: [ChangesController], providers: [ReferralOutcomesQuery, SchemeChangesQuery] };
