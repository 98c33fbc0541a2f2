import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsDateString, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ADMINISTRATIVE_GENDERS, RELATIONSHIPS, type AdministrativeGender, type Relationship } from '../code-lists';
import { PersonDetails } from './fields';

/** Most characters of everything that a referrer wrote of one person, as JSON; the door refuses more, so that nothing is ever cut. */
export const LONGEST_REFERRAL_DETAILS = 100_000;

const Words = (): PropertyDecorator => MaxLength(LONGEST_REFERRAL_DETAILS);

export class ReferralCoding {
  @IsOptional() @IsString() @Words() system?: string;
  @IsOptional() @IsString() @Words() code?: string;
  @IsOptional() @IsString() @Words() display?: string;
}

/** One thing that a referrer said of the person: a reason, a note, a condition, a flag, an observation. */
export class ReferralStatement {
  /** As it is to be read: the referrer's text, else the words or the codes that they chose. */
  @IsString() @Words() text!: string;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralCoding) coding?: ReferralCoding[];
  /** Type of the FHIR resource in which it stood. */
  @IsString() @MaxLength(64) resourceType!: string;
  /** As FHIR has it: active or resolved for a condition, active or inactive for a flag. */
  @IsOptional() @IsString() @Words() status?: string;
  /** Such as `safety` for a flag. */
  @IsOptional() @IsString() @Words() category?: string;
  /** When it began or was said, and ended, as the referrer wrote it: a date or a time. */
  @IsOptional() @IsString() @Words() from?: string;
  @IsOptional() @IsString() @Words() until?: string;
  @IsOptional() @IsString() @Words() author?: string;
}

/** A way to reach somebody. */
export class ReferralTelecom {
  /** FHIR's: phone, email, sms, other … */
  @IsOptional() @IsString() @MaxLength(20) system?: string;
  @IsString() @Words() value!: string;
  /** home, work, temp, old, mobile. */
  @IsOptional() @IsString() @MaxLength(20) use?: string;
}

export class ReferralAddress {
  @IsOptional() @IsString() @MaxLength(20) use?: string;
  /** From the house to the country, without the postcode; or the text that the referrer gave instead. */
  @IsArray() @IsString({ each: true }) lines!: string[];
  @IsOptional() @IsString() @Words() postcode?: string;
}

export class ReferralLanguage {
  @IsString() @Words() text!: string;
  @IsOptional() @IsString() @MaxLength(35) code?: string;
  @IsOptional() @IsBoolean() preferred?: boolean;
}

/** Somebody who belongs to the person: next of kin, carer, parent, advocate, interpreter (ID-02). */
export class ReferralRelatedPerson {
  @IsOptional() @IsString() @Words() name?: string;
  @IsIn(RELATIONSHIPS) relationship!: Relationship;
  /** In the referrer's words. */
  @IsOptional() @IsString() @Words() relationshipText?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralTelecom) telecoms!: ReferralTelecom[];
  @IsOptional() @ValidateNested() @Type(() => ReferralAddress) address?: ReferralAddress;
  @IsOptional() @IsString() @Words() languages?: string;
  /** The person is contacted through them only. */
  @IsOptional() @IsBoolean() throughCarer?: boolean;
  /** First and last day, where the referrer gave them. */
  @IsOptional() @IsDateString() from?: string;
  @IsOptional() @IsDateString() until?: string;
}

/** Everything a referrer wrote of the person that has no place of its own in `PersonDetails`: nothing of it is lost on the way to the case. */
export class ReferralDetails {
  /** The health professional who refers, where the message names one. */
  @IsOptional() @IsString() @Words() requester?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralStatement) reasons!: ReferralStatement[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralStatement) notes!: ReferralStatement[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralStatement) conditions!: ReferralStatement[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralStatement) flags!: ReferralStatement[];
  /** What else came with it: observations, questionnaires, goals, care plans, what was ordered in words. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralStatement) supportingInfo!: ReferralStatement[];
  @IsOptional() @IsIn(ADMINISTRATIVE_GENDERS) gender?: AdministrativeGender;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralTelecom) telecoms!: ReferralTelecom[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralAddress) addresses!: ReferralAddress[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralLanguage) languages!: ReferralLanguage[];
  @IsOptional() @IsBoolean() interpreterRequired?: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReferralRelatedPerson) relatedPersons!: ReferralRelatedPerson[];
}

/** A person as their referrer described them. */
export class ReferredPerson extends PersonDetails {
  /** Events from before it was passed on lack it. */
  @IsOptional() @ValidateNested() @Type(() => ReferralDetails) referral?: ReferralDetails;
}
