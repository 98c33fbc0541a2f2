import { Type } from 'class-transformer';
import { IsISO8601, IsOptional, IsString, IsUUID, MaxLength, ValidateNested, IsArray, IsDateString } from 'class-validator';

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
}
