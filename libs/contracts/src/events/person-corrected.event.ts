import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDateString, IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { CORRECTED_FIELDS, type CorrectedField } from '../code-lists';
import { Event, Sealed } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant, PersonName } from './fields';
import { ReferralAddress } from './referral-details';

/** What the corrected fields hold from now on; one that is not here is held no more. */
export class PersonCorrection {
  @IsOptional() @ValidateNested() @Type(() => PersonName) name?: PersonName;
  @IsOptional() @IsDateString() birthDate?: string;
  @IsOptional() @IsString() @MaxLength(10) nhsNumber?: string;
  @IsOptional() @IsString() @MaxLength(60) phone?: string;
  @IsOptional() @IsString() @MaxLength(254) email?: string;
  @IsOptional() @ValidateNested() @Type(() => ReferralAddress) address?: ReferralAddress;
}

/**
 * Published when referral-intake has corrected what it holds of a person, at a privacy officer's word (GV-08): every service corrects what it
 * holds of these referrals, and answers with `RecordsAnswered`.
 */
@Event({ name: 'person.corrected.v1', topic: TOPICS.person, subject: 'personId' })
export class PersonCorrected {
  /** The act that the answers are collected under. */
  @Id() requestId!: string;
  @Id() personId!: string;
  @IsArray() @ArrayMaxSize(1000) @IsUUID('all', { each: true }) referralIds!: string[];
  @IsArray() @IsIn(CORRECTED_FIELDS, { each: true }) fields!: CorrectedField[];
  @Instant() at!: string;
  @Sealed({ person: 'personId' }) @IsOptional() @ValidateNested() @Type(() => PersonCorrection) correction?: PersonCorrection;
}
