import type { Feature } from '#libs/platform';
import { ConcernsQuery } from './concerns.query';
import { RaiseConcernService } from './raise-concern.service';
import { SafeguardingController } from './safeguarding.controller';

/** Concerns that a person is harmed (GV-05). */
export const safeguarding: Feature = { controllers: [SafeguardingController], providers: [ConcernsQuery, RaiseConcernService] };
