import type { Feature } from '#libs/platform';
import { ConvertSignpostingService } from './convert-signposting.service';
import { RecordSignpostingService } from './record-signposting.service';
import { SignpostingController } from './signposting.controller';
import { SignpostingQuery } from './signposting.query';

/** People who find their own way after a brief contact. */
export const signposting: Feature = {
  controllers: [SignpostingController],
  providers: [ConvertSignpostingService, RecordSignpostingService, SignpostingQuery],
};
