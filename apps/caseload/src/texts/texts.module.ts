import type { Feature } from '#libs/platform';
import { ChangeTextService } from './change-text.service';
import { TextRepository } from './text.repository';
import { TextsController } from './texts.controller';
import { TextsQuery } from './texts.query';

/** Every word that the service writes to people, in one catalogue. */
export const texts: Feature = {
  controllers: [TextsController],
  providers: [ChangeTextService, TextRepository, TextsQuery],
};
