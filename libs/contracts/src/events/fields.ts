import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, MaxLength, ValidateNested, IsArray, IsDateString } from 'class-validator';
import { ACCESS_NEED_CODES, type AccessNeedCode } from '../code-lists';

/** Identifiers that nearly every event has. */
export const Id = () => IsUUID('all');

/** An instant, ISO 8601 with zone, as text. */
export const Instant = () => IsISO8601({ strict: true });

export class PersonName {
  @IsOptional() @IsString() @MaxLength(200) family?: string;
  @IsArray() @IsString({ each: true }) given!: string[];
  /** The whole name as it is to be shown. */
  @IsString() @MaxLength(400) text!: string;
}

/** How a person is best spoken to, met and helped to take part (CL-17); held once, by caseload. */
export class AccessNeeds {
  @IsArray() @IsIn(ACCESS_NEED_CODES, { each: true }) codes!: AccessNeedCode[];
  /** In the person's or the link worker's words. */
  @IsOptional() @IsString() @MaxLength(1000) note?: string;
  /** The language they would rather use, BCP 47. */
  @IsOptional() @IsString() @MaxLength(35) language?: string;
}

/** What the next service must know of a person to do its part; always sealed on the bus. */
export class PersonDetails {
  /** The hub's own id of the person; never leaves the hub. */
  @IsOptional() @IsUUID('all') personId?: string;
  @ValidateNested() @Type(() => PersonName) name!: PersonName;
  @IsOptional() @IsDateString() birthDate?: string;
  /** Ten digits, modulus 11 checked at the door. */
  @IsOptional() @IsString() @MaxLength(10) nhsNumber?: string;
  @IsOptional() @IsString() @MaxLength(60) phone?: string;
  @IsOptional() @IsString() @MaxLength(254) email?: string;
  @IsOptional() @IsString() @MaxLength(12) postcode?: string;
  /** Why they were referred, in the referrer's words. */
  @IsOptional() @IsString() @MaxLength(4000) reason?: string;
  @IsOptional() @ValidateNested() @Type(() => AccessNeeds) accessNeeds?: AccessNeeds;
}
