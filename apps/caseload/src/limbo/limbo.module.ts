import type { Feature } from '#libs/platform';
import { LimboCountsQuery } from './limbo-counts.query';
import { LimboController } from './limbo.controller';
import { LimboQuery } from './limbo.query';

/** Who is left waiting, since when, and who must act. */
export const limbo: Feature = { controllers: [LimboController], providers: [LimboCountsQuery, LimboQuery] };
