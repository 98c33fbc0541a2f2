import type { Feature } from '#libs/platform';
import { ChangeNeedService } from './change-need.service';
import { NeedRepository } from './need.repository';
import { NeedsController } from './needs.controller';
import { NeedsQuery } from './needs.query';
import { ServeNeedService } from './serve-need.service';

/** Many needs of one person, each with its outcome (CL-39). */
export const needs: Feature = {
  controllers: [NeedsController],
  providers: [ChangeNeedService, NeedRepository, NeedsQuery, ServeNeedService],
};
