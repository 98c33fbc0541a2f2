import { Transform } from 'class-transformer';
import { IsEmail, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../accounts/password.rules';

const Trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** What the first visitor says: who they are, for which organisation, and the scheme that referrals will come to. */
export class SetUpRequest {
  @Trimmed()
  @IsString()
  @IsNotEmpty({ message: "Enter your organisation's name" })
  @MaxLength(200, { message: "Your organisation's name must be 200 characters or fewer" })
  organisation!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty({ message: 'Enter a name for your scheme' })
  @MaxLength(200, { message: "Your scheme's name must be 200 characters or fewer" })
  scheme!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty({ message: 'Enter your name' })
  @MaxLength(200, { message: 'Your name must be 200 characters or fewer' })
  name!: string;

  @Trimmed()
  @IsEmail({}, { message: 'Enter an email address, like name@example.org' })
  @MaxLength(254, { message: 'Your email address must be 254 characters or fewer' })
  email!: string;

  @IsString()
  @MinLength(PASSWORD_MIN_LENGTH, { message: `Your password must have at least ${String(PASSWORD_MIN_LENGTH)} characters` })
  @MaxLength(PASSWORD_MAX_LENGTH, { message: `Your password must be ${String(PASSWORD_MAX_LENGTH)} characters or fewer` })
  password!: string;

  /** For installations made by a program that has chosen the organisation's id; the form does not ask for it. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}
