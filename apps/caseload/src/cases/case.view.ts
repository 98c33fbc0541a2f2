import { ApiProperty } from '@nestjs/swagger';
import {
  CASE_STATUSES,
  CLOSURE_ENDINGS,
  CLOSURE_REASONS,
  CONTACT_MODES,
  NEED_CODES,
  PRESENTING_GROUPS,
  PRIORITIES,
  REFER_BACK_CONCERNS,
  type CaseStatus,
  type ContactMode,
  type NeedCode,
  type PresentingGroup,
  type Priority,
  type ReferBackConcern,
} from '#libs/contracts';
import { NEXT_ACTION_OWNERS, type NextActionOwner } from '../actions/next-action.rules';
import { WaitingView } from '../blockers/blocker.dto';
import { ConnectionView } from '../connections/connection.dto';
import { ContactRuleExceptionView } from '../contact-rules/contact-rule.dto';
import { CONTACT_RULES, type ContactRule } from '../contact-rules/contact-rule.rules';
import { AccessNeedsDto } from '../contacts/contact-details.dto';
import { ContactView } from '../contacts/contact.dto';
import { KEEP_IN_TOUCH_TIERS, type KeepInTouchTier } from '../contacts/keep-in-touch.rules';
import { RelatedPersonView } from '../related-persons/related-person.dto';
import { PersonView } from './person.view';
import { ReferralDetailsView } from './referral-details.view';

export class WorkerNameView {
  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10' })
  id!: string;

  @ApiProperty({ example: 'Priya Shah' })
  name!: string;
}

export class NextActionView {
  @ApiProperty({ example: 'first-contact' })
  type!: string;

  @ApiProperty({ example: 'Make first contact with the person' })
  title!: string;

  @ApiProperty({ example: 'Priya Shah', description: 'The worker by name, the queue of the scheme, or a part such as its supervisor' })
  owner!: string;

  @ApiProperty({ enum: NEXT_ACTION_OWNERS, example: 'worker' })
  ownerKind!: NextActionOwner;

  @ApiProperty({ type: String, nullable: true, example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: 'The worker, when it is one' })
  ownerId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The stored action to complete; null when it follows from the record',
  })
  actionId!: string | null;

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z' })
  dueAt!: string;
}

/** A crisis refer-back that no clinician has acknowledged. */
export class CrisisView {
  @ApiProperty({ example: '2026-11-27T14:35:00.000Z', description: 'Of several, the first' })
  acknowledgeBy!: string;
}

/** A case as it stands in a list. */
export class CaseSummary {
  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  id!: string;

  @ApiProperty({ example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  referralId!: string;

  @ApiProperty({ example: 'SP-4K7Q-9M2X' })
  reference!: string;

  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({ example: 'Leeds North', description: 'Name of the scheme' })
  schemeName!: string;

  @ApiProperty({ example: 'Park Surgery', description: 'Who referred the person' })
  senderName!: string;

  @ApiProperty({ enum: CASE_STATUSES, example: 'allocated' })
  status!: CaseStatus;

  @ApiProperty({ type: PersonView, nullable: true })
  person!: PersonView | null;

  @ApiProperty({
    enum: CONTACT_RULES,
    nullable: true,
    example: null,
    description:
      'contacting-subject-prohibited: the sender asks that the person is not contacted, settle with the sender first how they are reached; through-carer: the person is contacted through somebody of `relatedPersons` only. What would reach the person asks first (409)',
  })
  contactRule!: ContactRule | null;

  @ApiProperty({ type: CrisisView, nullable: true, description: 'Null when no crisis waits for a clinician (CL-22)' })
  crisis!: CrisisView | null;

  @ApiProperty({
    enum: REFER_BACK_CONCERNS,
    isArray: true,
    example: ['risk-to-self'],
    description: 'Risks that have not been lifted (CL-23)',
  })
  activeRisks!: ReferBackConcern[];

  @ApiProperty({ enum: PRIORITIES, example: 'routine' })
  priority!: Priority;

  @ApiProperty({ enum: NEED_CODES, isArray: true, example: ['loneliness'] })
  needs!: NeedCode[];

  @ApiProperty({ example: '2026-11-23T09:00:00.000Z', description: 'When the referral was accepted; all clocks run from here' })
  receivedAt!: string;

  @ApiProperty({ example: '2026-11-23T09:00:01.000Z' })
  openedAt!: string;

  @ApiProperty({ example: '2026-11-25T17:00:00.000Z' })
  allocateBy!: string;

  @ApiProperty({ type: String, nullable: true, example: '2026-11-23T10:00:00.000Z' })
  allocatedAt!: string | null;

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z', description: 'When the person must have been spoken to (CL-12)' })
  contactBy!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The first two-way contact; it stops that clock' })
  firstContactAt!: string | null;

  @ApiProperty({ type: WorkerNameView, nullable: true })
  worker!: WorkerNameView | null;

  @ApiProperty({ type: NextActionView, nullable: true, description: 'Null only when the case is closed (CL-13)' })
  nextAction!: NextActionView | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'When the support is next reviewed with the person' })
  reviewBy!: string | null;

  @ApiProperty({ enum: CONTACT_MODES, nullable: true, example: 'phone', description: 'How they would rather be contacted (CL-06)' })
  preferredMode!: ContactMode | null;

  @ApiProperty({ type: AccessNeedsDto, nullable: true, description: 'What they need so that they can take part (CL-17)' })
  accessNeeds!: AccessNeedsDto | null;

  @ApiProperty({
    enum: KEEP_IN_TOUCH_TIERS,
    nullable: true,
    example: null,
    description: 'How often they are called to keep in touch (CL-35)',
  })
  keepInTouchTier!: KeepInTouchTier | null;

  @ApiProperty({ enum: PRESENTING_GROUPS, isArray: true, example: ['lonely-or-isolated'], description: 'Several may apply (CL-40)' })
  presentingGroups!: PresentingGroup[];

  @ApiProperty({ type: String, nullable: true, example: null, description: "Part of the scheme's coverage (CL-41)" })
  area!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  closedAt!: string | null;

  @ApiProperty({ enum: CLOSURE_REASONS, nullable: true, example: null })
  closureReason!: string | null;

  @ApiProperty({ enum: CLOSURE_ENDINGS, nullable: true, example: null, description: 'What happened, when the reason is `ended`' })
  closureEnding!: string | null;

  @ApiProperty({ example: 2, description: 'The ETag' })
  version!: number;
}

/** The two referral points, each counted for itself (CL-01). */
export class ReferralCounts {
  @ApiProperty({ example: 1, description: 'From whoever referred the person to the scheme' })
  inbound!: number;

  @ApiProperty({ example: 3, description: 'To community services that were asked, by the scheme' })
  onward!: number;
}

/** A case with everything that happened on it. */
export class CaseView extends CaseSummary {
  @ApiProperty({ type: ReferralDetailsView, nullable: true, description: 'What the referrer wrote; null where nothing of it is held' })
  referral!: ReferralDetailsView | null;

  @ApiProperty({ type: [RelatedPersonView], description: 'Who belongs to the person, also no longer (ID-02)' })
  relatedPersons!: RelatedPersonView[];

  @ApiProperty({ type: [ContactRuleExceptionView], description: 'What was done although the contact rule stood, and why' })
  contactRuleExceptions!: ContactRuleExceptionView[];

  @ApiProperty({ type: ReferralCounts })
  referralCounts!: ReferralCounts;

  @ApiProperty({ type: WaitingView })
  waiting!: WaitingView;

  @ApiProperty({ type: [ContactView] })
  contacts!: ContactView[];

  @ApiProperty({ type: [ConnectionView] })
  connections!: ConnectionView[];
}

export class CasePage {
  @ApiProperty({ type: [CaseSummary] })
  items!: CaseSummary[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}
