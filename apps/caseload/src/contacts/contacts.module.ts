import type { Feature } from '#libs/platform';
import { ContactsController } from './contacts.controller';
import { RecordContactService } from './record-contact.service';

/** What passed between the link worker and the person. */
export const contacts: Feature = {
  controllers: [ContactsController],
  providers: [RecordContactService],
};
