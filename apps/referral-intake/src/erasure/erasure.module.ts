import type { Feature } from '#libs/platform';
import { ErasePersonService } from './erase-person.service';
import { PersonsController } from './persons.controller';

/** The end of what the hub may know of a person. */
export const erasure: Feature = { controllers: [PersonsController], providers: [ErasePersonService] };
