import type { Feature } from '#libs/platform';
import { AddContactService } from './add-contact.service';
import { ChangeContactsService } from './change-contacts.service';
import { ContactDetailsController } from './contact-details.controller';
import { ContactsController } from './contacts.controller';
import { ContactRepository } from './contact.repository';
import { DecideContactPlanService } from './decide-contact-plan.service';
import { DescribePersonService } from './describe-person.service';
import { EndContactsService } from './end-contacts.service';
import { KeepContactService } from './keep-contact.service';
import { MissContactService } from './miss-contact.service';
import { PlanContactService } from './plan-contact.service';
import { PlanNextCallService } from './plan-next-call.service';
import { PlannedContactRepository } from './planned-contact.repository';
import { PlannedContactsController } from './planned-contacts.controller';
import { PlannedContactsQuery } from './planned-contacts.query';
import { RecordContactService } from './record-contact.service';
import { RescheduleContactService } from './reschedule-contact.service';
import { SetKeepInTouchService } from './set-keep-in-touch.service';
import { SettleContactsController } from './settle-contacts.controller';
import { StorePlannedContactService } from './store-planned-contact.service';

/** What passes between the link worker and the person: planned, kept, missed and by whom. */
export const contacts: Feature = {
  controllers: [ContactsController, PlannedContactsController, SettleContactsController, ContactDetailsController],
  providers: [
    AddContactService,
    ChangeContactsService,
    ContactRepository,
    DecideContactPlanService,
    DescribePersonService,
    EndContactsService,
    KeepContactService,
    MissContactService,
    PlanContactService,
    PlanNextCallService,
    PlannedContactRepository,
    PlannedContactsQuery,
    RecordContactService,
    RescheduleContactService,
    SetKeepInTouchService,
    StorePlannedContactService,
  ],
};
