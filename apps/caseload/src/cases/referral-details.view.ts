import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ADMINISTRATIVE_GENDERS,
  RELATIONSHIPS,
  type AdministrativeGender,
  type ReferralAddress,
  type ReferralDetails,
  type ReferralLanguage,
  type ReferralRelatedPerson,
  type ReferralStatement,
  type ReferralTelecom,
  type Relationship,
} from '#libs/contracts';

class ReferralCodingView {
  @ApiPropertyOptional({ example: 'http://snomed.info/sct' })
  system?: string;

  @ApiPropertyOptional({ example: '69896004' })
  code?: string;

  @ApiPropertyOptional({ example: 'Rheumatoid arthritis' })
  display?: string;
}

/** One thing that the referrer wrote. */
class ReferralStatementView implements ReferralStatement {
  @ApiProperty({ example: 'Ring the practice, not her.', description: "The referrer's text, else the words or the codes that they chose" })
  text!: string;

  @ApiPropertyOptional({ type: [ReferralCodingView] })
  coding?: ReferralCodingView[];

  @ApiProperty({ example: 'ServiceRequest', description: 'Type of the FHIR resource in which it stood' })
  resourceType!: string;

  @ApiPropertyOptional({ example: 'active', description: 'Of a condition or a flag' })
  status?: string;

  @ApiPropertyOptional({ example: 'Safety', description: 'Of a flag' })
  category?: string;

  @ApiPropertyOptional({ example: '2026-11-26', description: 'When it began or was said, as the referrer wrote it' })
  from?: string;

  @ApiPropertyOptional({ example: '2026-11-30' })
  until?: string;

  @ApiPropertyOptional({ example: 'Dr Priya Shah' })
  author?: string;
}

class ReferralTelecomView implements ReferralTelecom {
  @ApiPropertyOptional({ example: 'phone' })
  system?: string;

  @ApiProperty({ example: '07700 900123' })
  value!: string;

  @ApiPropertyOptional({ example: 'mobile' })
  use?: string;
}

class ReferralAddressView implements ReferralAddress {
  @ApiPropertyOptional({ example: 'home' })
  use?: string;

  @ApiProperty({ example: ['1 Example Street', 'Exampleton'] })
  lines!: string[];

  @ApiPropertyOptional({ example: 'LS6 2AS' })
  postcode?: string;
}

class ReferralLanguageView implements ReferralLanguage {
  @ApiProperty({ example: 'Urdu' })
  text!: string;

  @ApiPropertyOptional({ example: 'ur' })
  code?: string;

  @ApiPropertyOptional({ example: true })
  preferred?: boolean;
}

class ReferralRelatedPersonView implements ReferralRelatedPerson {
  @ApiPropertyOptional({ example: 'Ngozi Okafor' })
  name?: string;

  @ApiProperty({ enum: RELATIONSHIPS, example: 'carer' })
  relationship!: Relationship;

  @ApiPropertyOptional({ example: 'Daughter and carer' })
  relationshipText?: string;

  @ApiProperty({ type: [ReferralTelecomView] })
  telecoms!: ReferralTelecomView[];

  @ApiPropertyOptional({ type: ReferralAddressView })
  address?: ReferralAddressView;

  @ApiPropertyOptional({ example: 'Urdu' })
  languages?: string;

  @ApiPropertyOptional({ example: true, description: 'The referrer says that the person is contacted through them only' })
  throughCarer?: boolean;

  @ApiPropertyOptional({ example: '2026-03-01' })
  from?: string;

  @ApiPropertyOptional({ example: '2027-03-01' })
  until?: string;
}

/** What the referrer wrote of the person, as it came. */
export class ReferralDetailsView implements ReferralDetails {
  @ApiPropertyOptional({ example: 'Dr Priya Shah', description: 'The health professional who refers' })
  requester?: string;

  @ApiProperty({ type: [ReferralStatementView] })
  reasons!: ReferralStatementView[];

  @ApiProperty({ type: [ReferralStatementView], description: 'Every note of the message, whatever it stood at' })
  notes!: ReferralStatementView[];

  @ApiProperty({ type: [ReferralStatementView] })
  conditions!: ReferralStatementView[];

  @ApiProperty({ type: [ReferralStatementView] })
  flags!: ReferralStatementView[];

  @ApiProperty({ type: [ReferralStatementView], description: 'Observations, questionnaires, goals, care plans and what else was sent' })
  supportingInfo!: ReferralStatementView[];

  @ApiPropertyOptional({ enum: ADMINISTRATIVE_GENDERS, example: 'female' })
  gender?: AdministrativeGender;

  @ApiProperty({ type: [ReferralTelecomView], description: 'All phone numbers and addresses for email' })
  telecoms!: ReferralTelecomView[];

  @ApiProperty({ type: [ReferralAddressView] })
  addresses!: ReferralAddressView[];

  @ApiProperty({ type: [ReferralLanguageView] })
  languages!: ReferralLanguageView[];

  @ApiPropertyOptional({ example: true })
  interpreterRequired?: boolean;

  @ApiProperty({
    type: [ReferralRelatedPersonView],
    description: 'As they came; `relatedPersons` of the case says who belongs to the person now',
  })
  relatedPersons!: ReferralRelatedPersonView[];
}
