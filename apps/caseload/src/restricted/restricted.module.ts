import type { Feature } from '#libs/platform';
import { NameReaderService } from './name-reader.service';
import { NamedReadersController } from './named-readers.controller';
import { RestrictedAccessQuery } from './restricted-access.query';

/** Who may read what is restricted on a case. */
export const restricted: Feature = { controllers: [NamedReadersController], providers: [NameReaderService, RestrictedAccessQuery] };
